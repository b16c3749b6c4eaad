using VirtCore.Qemu;

namespace VirtCore.Tool.Demo;

/// <summary>What the demo's guest is made of, and the QEMU that it runs under.</summary>
internal sealed record DemoMachine
{
    public required string Qemu { get; init; }

    public required string Kernel { get; init; }

    public required string KernelRelease { get; init; }

    public required string Initrd { get; init; }

    public required string CommandLine { get; init; }

    public required MemorySize Memory { get; init; }

    public static string NameOf(Accelerator accelerator) => accelerator == Accelerator.Kvm ? "kvm" : "tcg";

    public QemuHostOptions HostOptions(string stateDirectory) => new() { StateDirectory = stateDirectory, Binary = Qemu };

    public DomainDefinition Define(string name, Accelerator accelerator, string console) => new()
    {
        Name = name,
        Uuid = Guid.NewGuid(),
        Memory = Memory,
        Accelerator = accelerator,
        Boot = new BootSource { Kernel = Kernel, Initrd = Initrd, CommandLine = CommandLine },
        Serial = SerialPort.ToFile(console),
    };
}
