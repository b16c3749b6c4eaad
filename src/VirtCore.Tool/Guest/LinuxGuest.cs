using System.Globalization;

namespace VirtCore.Tool.Guest;

/// <summary>The demo's guest: a Debian or Ubuntu kernel with an initramfs of busybox and one script, counting on its serial port.</summary>
/// <remarks>
/// The script is guest-init.sh. It writes <see cref="ReadyLine"/>, then a line of <see cref="TickPrefix"/> and a number each time the
/// interval has passed, and meanwhile writes to its memory at the rate asked for.
/// </remarks>
internal sealed record LinuxGuest
{
    public const string ReadyLine = "virtcore-guest: ready";

    public const string TickPrefix = "tick ";

    /// <summary>The least memory: the kernel and its file system, and room for the working set beside them.</summary>
    public const int MinimumMebibytes = 192;

    /// <summary>How often it counts.</summary>
    public TimeSpan TickInterval { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How much memory it writes to in a second; 0 for none.</summary>
    public int DirtyMebibytesPerSecond { get; init; } = 8;

    /// <summary>How much memory it writes to before it comes to the same again.</summary>
    public int WorkingSetMebibytes { get; init; } = 64;

    /// <summary>The kernel's command line.</summary>
    /// <remarks>
    /// Quiet and quick to boot: no probing for serial ports and keyboards that are not there, no self-tests, no watchdog or second clock, which an
    /// emulated machine serves badly; and a panic ends the guest at once, when QEMU runs with <c>-no-reboot</c>.
    /// </remarks>
    public string CommandLine => string.Create(
        CultureInfo.InvariantCulture,
        $"console=ttyS0 quiet loglevel=3 panic=-1 tsc=reliable no_timer_check nokaslr mitigations=off nowatchdog random.trust_cpu=on "
        + $"8250.nr_uarts=1 i8042.noaux i8042.nokbd cryptomgr.notests rdinit=/init "
        + $"virtcore.dirty={DirtyMebibytesPerSecond} virtcore.workset={WorkingSetMebibytes} virtcore.interval={TickInterval.TotalSeconds}");

    /// <summary>Writes the initramfs.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="busybox">A static busybox for the guest.</param>
    public static void WriteInitramfs(string path, string busybox)
    {
        const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        const UnixFileMode RootOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using FileStream output = File.Create(path);
        using var archive = new InitramfsWriter(output);
        foreach (string directory in (ReadOnlySpan<string>)["bin", "dev", "proc", "run"])
            archive.AddDirectory(directory, Everybody | UnixFileMode.UserWrite);

        // The kernel opens it for the first program before anything can be mounted.
        archive.AddCharacterDevice("dev/console", RootOnly, 5, 1);
        using (FileStream program = File.OpenRead(busybox))
            archive.AddFile("bin/busybox", Everybody, program);
        using Stream script = typeof(LinuxGuest).Assembly.GetManifestResourceStream("guest-init.sh")!;
        byte[] text = new byte[script.Length];
        script.ReadExactly(text);
        archive.AddFile("init", Everybody, text);
    }
}
