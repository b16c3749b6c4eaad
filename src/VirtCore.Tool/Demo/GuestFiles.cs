using VirtCore.Tool.Guest;

namespace VirtCore.Tool.Demo;

/// <summary>What the demo needs to find on the machine.</summary>
/// <param name="Qemu">The path of QEMU.</param>
/// <param name="Kernel">The path of a Linux kernel.</param>
/// <param name="Busybox">The path of a static busybox.</param>
internal sealed record GuestFiles(string Qemu, string Kernel, string Busybox)
{
    private const string KernelVariable = "VIRTCORE_GUEST_KERNEL";
    private const string BusyboxVariable = "VIRTCORE_GUEST_BUSYBOX";
    private const string QemuName = "qemu-system-x86_64";

    /// <exception cref="DemoException">Something is missing; the message says what to do.</exception>
    public static GuestFiles Find()
    {
        if (!OperatingSystem.IsLinux())
            throw new DemoException("the demo needs Linux");
        if (!Environment.IsPrivilegedProcess)
            throw new DemoException("the demo needs root: try again with sudo");
        string? qemu = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(static folder => Path.Combine(folder, QemuName)).FirstOrDefault(File.Exists);
        return new GuestFiles(
            qemu ?? throw new DemoException($"there is no {QemuName} in PATH: eng/demo installs it (Debian, Ubuntu: apt-get install qemu-system-x86)"),
            FromEnvironment(KernelVariable, "a Linux kernel"),
            FromEnvironment(BusyboxVariable, "a static busybox"));
    }

    /// <summary>Writes the guest's file system and describes the machine that boots it.</summary>
    public DemoMachine Build(DemoFolder folder, DemoSettings settings)
    {
        string initrd = folder.File("initramfs.cpio");
        LinuxGuest.WriteInitramfs(initrd, Busybox);
        return new DemoMachine
        {
            Qemu = Qemu,
            Kernel = Kernel,
            KernelRelease = KernelImage.ReadRelease(Kernel) ?? Path.GetFileName(Kernel),
            Initrd = initrd,
            CommandLine = new LinuxGuest { DirtyMebibytesPerSecond = (int)settings.DirtyRate.Mebibytes }.CommandLine,
            Memory = settings.Memory,
        };
    }

    private static string FromEnvironment(string variable, string what)
    {
        string path = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? value
            : throw new DemoException($"{variable} is not set: it names {what} for the guest; eng/demo sets it");
        return File.Exists(path) ? Path.GetFullPath(path) : throw new DemoException($"{variable} names \"{path}\", which is not a file");
    }
}
