using System.Diagnostics;
using System.Globalization;
using VirtCore.Kvm;

namespace VirtCore.Bench;

/// <summary>
/// Exits for a port, one after another, each looked at: reason, direction, port and byte. As KVM itself may be slow here, also what does not enter the guest: KVM_RUN with
/// immediate_exit, and KVM_GET_REGS. The floor makes the same calls.
/// </summary>
internal sealed class KvmExitScenario : Scenario
{
    private const int WarmUps = 3;
    private const int ExitsPerRun = 5000;

    // At least 0.97 of the floor's exits a second.
    private const double MostTime = 1 / 0.97;

    public override string Name => "kvm-exit";

    public override string Summary => "a port exit of a real KVM guest, and calls that do not enter it, over raw ioctls";

    public override int DefaultRuns => 20;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Scratch scratch, int runs, CancellationToken cancellationToken)
    {
        using KvmSystem kvm = KvmSystem.Open();
        await using FloorProgram floor = FloorProgram.Start("kvm");
        var figures = new List<Figure>();
        foreach ((string kind, string name, Func<KvmGuest, long> work) in ((string, string, Func<KvmGuest, long>)[])
            [("exit", Name, Exits), ("enter", $"{Name}-immediate", Enters), ("regs", $"{Name}-regs", Registers)])
        {
            string order = string.Create(CultureInfo.InvariantCulture, $"{kind} {ExitsPerRun}");
            Interleaved pairs = await Interleaved.MeasureAsync(
                figures: 1, WarmUps, runs, () => Task.FromResult(Measure(kvm, kind == "exit" ? KvmGuest.Writes : KvmGuest.Halts, work)),
                () => floor.RunAsync(order, cancellationToken), cancellationToken);
            figures.Add(Figure.Of(name, "us", pairs.Figures[0], pairs.AllocatedBytes, new Limit(LimitedMeasure.Ratio, MostTime)));
        }

        return figures;
    }

    private static Run Measure(KvmSystem kvm, ReadOnlySpan<byte> code, Func<KvmGuest, long> work)
    {
        using var guest = new KvmGuest(kvm, code);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long begin = Stopwatch.GetTimestamp();
        long good = work(guest);
        TimeSpan time = Stopwatch.GetElapsedTime(begin);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return good == ExitsPerRun
            ? new Run([time.TotalMicroseconds / ExitsPerRun], allocated / ExitsPerRun)
            : throw new InvalidOperationException($"{good} of {ExitsPerRun} went as they should.");
    }

    private static long Exits(KvmGuest guest)
    {
        long good = 0;
        for (int i = 0; i < ExitsPerRun; i++)
        {
            KvmExit exit = guest.Run();
            if (exit.Reason == KvmExitReason.Io && exit.Io is { Direction: KvmIoDirection.Out, Port: KvmGuest.Port, Size: 1 })
                good++;
        }

        return good;
    }

    private static long Enters(KvmGuest guest)
    {
        long good = 0;
        for (int i = 0; i < ExitsPerRun; i++)
        {
            if (guest.Vcpu.CompleteExit().Reason == KvmExitReason.Intr)
                good++;
        }

        return good;
    }

    private static long Registers(KvmGuest guest)
    {
        long good = 0;
        for (int i = 0; i < ExitsPerRun; i++)
        {
            if (guest.Vcpu.GetRegs().Rip != 0)
                good++;
        }

        return good;
    }
}
