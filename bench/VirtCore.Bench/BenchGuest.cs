using VirtCore.Qemu;

namespace VirtCore.Bench;

/// <summary>The guest of the scenarios: a boot sector that has 32 MiB in use and changes 25 MiB of them a second, on a machine that any QEMU emulates.</summary>
/// <remarks>TCG, as it is the same everywhere; what is measured are VirtCore's costs, and those do not depend on who executes the guest.</remarks>
internal sealed class BenchGuest
{
    public const string AcceleratorName = "tcg";

    // A raw image of this size is a 3.5 inch floppy disk to QEMU.
    private const int FloppyBytes = 1_474_560;

    public BenchGuest(string name, long mebibytes, string floppyPath, string serialPath)
    {
        FloppyPath = floppyPath;
        SerialPath = serialPath;
        Definition = new DomainDefinition
        {
            Name = name,
            Uuid = Guid.NewGuid(),
            Memory = MemorySize.FromMebibytes(mebibytes),
            Machine = "pc",
            Accelerator = Accelerator.Tcg,
            Boot = new BootSource { FloppyImage = floppyPath },
            Serial = serialPath.Length == 0 ? null : SerialPort.ToFile(serialPath),
        };
    }

    /// <summary>The QEMU of all scenarios, by its full path: the floor looks for none.</summary>
    public static string Binary { get; } = FindBinary();

    public DomainDefinition Definition { get; }

    public string FloppyPath { get; }

    /// <summary>The file that the guest's serial port writes to, or an empty text.</summary>
    public string SerialPath { get; }

    public static BenchGuest Create(Scratch scratch, string name, long mebibytes, bool serial = false)
    {
        string floppy = Path.Combine(scratch.Path, $"{name}.img");
        WriteImage(floppy);
        return new BenchGuest(name, mebibytes, floppy, serial ? Path.Combine(scratch.Path, $"{name}.serial") : "");
    }

    public static ValueTask<QemuHost> OpenHostAsync(Scratch scratch, string name, CancellationToken cancellationToken) =>
        QemuHost.OpenAsync(new QemuHostOptions { StateDirectory = Path.Combine(scratch.Path, name), Binary = Binary }, cancellationToken);

    /// <summary>What the floor executes: the program and the arguments that VirtCore gives it.</summary>
    public IEnumerable<string> CommandLine() => [Binary, .. QemuArguments.Build(Definition, directory: "/", incoming: false)];

    /// <summary>What a host launches as the target of a migration: armed, CPUs stopped, waiting for a stream that never comes.</summary>
    public DomainFile AsTarget() => DomainFile.From(Definition, autoDestroy: false, migration: Guid.NewGuid());

    /// <summary>Waits until the guest has written to its serial port.</summary>
    public async Task WaitUntilItRunsAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(2));
        while (new FileInfo(SerialPath) is not { Exists: true, Length: > 0 })
            await timer.WaitForNextTickAsync(cancellationToken);
    }

    private static void WriteImage(string path)
    {
        using Stream sector = typeof(BenchGuest).Assembly.GetManifestResourceStream("ticking-guest.bin")!;
        using FileStream image = File.Create(path);
        sector.CopyTo(image);
        image.SetLength(FloppyBytes);
    }

    private static string FindBinary() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(static folder => Path.Combine(folder, "qemu-system-x86_64"))
            .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("There is no qemu-system-x86_64 in PATH (Debian, Ubuntu: apt-get install qemu-system-x86).");
}
