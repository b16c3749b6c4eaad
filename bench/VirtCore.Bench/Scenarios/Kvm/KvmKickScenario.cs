using System.Diagnostics;
using System.Globalization;
using VirtCore.Kvm;

namespace VirtCore.Bench;

/// <summary>From the kick to KVM_RUN's return in the vCPU's thread, while the guest spins. The floor sends a signal with a handler that does nothing.</summary>
internal sealed class KvmKickScenario : Scenario
{
    private const int WarmUps = 3;
    private const int KicksPerRun = 200;
    private static readonly TimeSpan s_settle = TimeSpan.FromMicroseconds(100);

    private int _spinning;
    private int _left;
    private long _returned;

    public override string Name => "kvm-kick";

    public override string Summary => "from a kick to the return of KVM_RUN in the vCPU's thread, over pthread_kill";

    public override int DefaultRuns => 20;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Scratch scratch, int runs, CancellationToken cancellationToken)
    {
        using KvmSystem kvm = KvmSystem.Open();
        await using FloorProgram floor = FloorProgram.Start("kvm");
        string order = string.Create(CultureInfo.InvariantCulture, $"kick {KicksPerRun}");
        Interleaved pairs = await Interleaved.MeasureAsync(
            figures: 1, WarmUps, runs, () => Task.FromResult(Kick(kvm)), () => floor.RunAsync(order, cancellationToken), cancellationToken);
        return [Figure.Of(Name, "us", pairs.Figures[0], pairs.AllocatedBytes, new Limit(LimitedMeasure.Ratio, 1.2))];
    }

    private Run Kick(KvmSystem kvm)
    {
        using var guest = new KvmGuest(kvm, KvmGuest.Spins);
        _spinning = _left = 0;
        var thread = new Thread(() => RunKicked(guest)) { IsBackground = true };
        thread.Start();
        double[] times = new double[KicksPerRun];
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 1; i <= KicksPerRun; i++)
        {
            while (Volatile.Read(ref _spinning) != i)
                Thread.SpinWait(1);
            for (long begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < s_settle;)
                Thread.SpinWait(1);
            long kicked = Stopwatch.GetTimestamp();
            guest.Vcpu.Kick();
            while (Volatile.Read(ref _left) != i)
                Thread.SpinWait(1);
            times[i - 1] = Stopwatch.GetElapsedTime(kicked, _returned).TotalMicroseconds;
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        thread.Join();
        return new Run([new Samples(times).Median], allocated / KicksPerRun);
    }

    // Between its return and the next kick the guest starts over; a run that ends early, by another signal, would make the next one look quick.
    private void RunKicked(KvmGuest guest)
    {
        for (int i = 1; i <= KicksPerRun; i++)
        {
            guest.StartOver();
            if (guest.Run().Reason != KvmExitReason.Io)
                throw new InvalidOperationException("The guest did not say that it spins.");
            Volatile.Write(ref _spinning, i);
            if (guest.Vcpu.Run().Reason != KvmExitReason.Intr)
                throw new InvalidOperationException("The guest left, though it only spins.");
            _returned = Stopwatch.GetTimestamp();
            Volatile.Write(ref _left, i);
        }
    }
}
