using System.Globalization;

namespace VirtCore.Tool.Demo;

/// <summary>What a run is about, for its headline.</summary>
internal sealed record DemoRunTitle(int Run, int Runs, Accelerator Accelerator, string Kernel, MemorySize Memory, MemorySize DirtyRate)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"run {Run} of {Runs}: Linux {Kernel} with {Memory} under {(Accelerator == Accelerator.Kvm ? "KVM" : "TCG")}, making {DirtyRate} a second dirty");
}
