using System.Diagnostics;
using System.Globalization;
using VirtCore.Kvm;

namespace VirtCore.Bench;

/// <summary>A machine's whole life: VM, 64 MiB of memory, a vCPU, its first instruction, and all of it given back. The floor makes the same calls.</summary>
internal sealed class KvmCreateScenario : Scenario
{
    private const int WarmUps = 5;
    private const int MachinesPerRun = 50;

    public override string Name => "kvm-create";

    public override string Summary => "VM, memory, vCPU, first instruction, destroyed; over raw ioctls";

    public override int DefaultRuns => 40;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Scratch scratch, int runs, CancellationToken cancellationToken)
    {
        using KvmSystem kvm = KvmSystem.Open();
        await using FloorProgram floor = FloorProgram.Start("kvm");
        string order = string.Create(CultureInfo.InvariantCulture, $"create {MachinesPerRun}");
        Interleaved pairs = await Interleaved.MeasureAsync(
            figures: 1, WarmUps, runs, () => Task.FromResult(Create(kvm)), () => floor.RunAsync(order, cancellationToken), cancellationToken);
        return [Figure.Of(Name, "us", pairs.Figures[0], pairs.AllocatedBytes, new Limit(LimitedMeasure.Ratio, 1.05))];
    }

    private static Run Create(KvmSystem kvm)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < MachinesPerRun; i++)
        {
            using var guest = new KvmGuest(kvm, KvmGuest.Halts);
            KvmExit exit = guest.Run();
            if (exit.Reason != KvmExitReason.Hlt)
                throw new InvalidOperationException($"The guest did not halt: {exit.ToString()}.");
        }

        TimeSpan time = Stopwatch.GetElapsedTime(begin);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return new Run([time.TotalMicroseconds / MachinesPerRun], allocated / MachinesPerRun);
    }
}
