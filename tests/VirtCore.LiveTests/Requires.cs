using System.Diagnostics;
using Tmds.Linux;
using VirtCore.Host;
using VirtCore.Kvm;
using VirtCore.LiveTests.Kvm.Guests;
using Xunit;
using static Tmds.Linux.LibC;

namespace VirtCore.LiveTests;

/// <summary>What a live test needs of its machine. Where it is missing, the test is skipped with the reason.</summary>
/// <remarks>Where <c>VIRTCORE_REQUIRE</c> names the thing (a list with commas: qemu, agent, kvm, guest, cc, ip, nft, python, autokill, cgroup, root, systemd, and controllers by their names), a missing one is a failure.</remarks>
internal static class Requires
{
    private const int KVM_CREATE_VM = 0xAE01;

    private static readonly Lazy<string?> s_kvmProblem = new(TryKvm);
    private static readonly Lazy<Task<string?>> s_autokillProblem = new(TryAutokillAsync);

    /// <summary>A QEMU for x86_64: its path.</summary>
    public static string Qemu() => OnPath("qemu", "qemu-system-x86_64");

    /// <summary>The guest agent, to be run on this machine: its path.</summary>
    public static string GuestAgent() => OnPath("agent", "qemu-ga");

    /// <summary>iproute2's <c>ip</c>: its path.</summary>
    public static string Ip() => OnPath("ip", "ip");

    /// <summary>iproute2's <c>tc</c>: its path.</summary>
    public static string Tc() => OnPath("ip", "tc");

    /// <summary>nftables' <c>nft</c>: its path.</summary>
    public static string Nft() => OnPath("nft", "nft");

    /// <summary>iproute2's <c>bridge</c>: its path.</summary>
    public static string Bridge() => OnPath("ip", "bridge");

    /// <summary>A C compiler: its path.</summary>
    public static string CompilerC() => OnPath("cc", "cc");

    /// <summary>A Python, for a system call that neither the product nor the BCL makes: its path.</summary>
    public static string Python() => OnPath("python", "python3");

    /// <summary>A KVM that makes virtual machines. That a full guest boots under it, it does not say.</summary>
    public static void Kvm()
    {
        if (s_kvmProblem.Value is { } problem)
            Missing("kvm", problem);
    }

    /// <summary>A KVM that runs guests on the processor, as a whole kernel needs: one that emulates every instruction is too slow, and lacks some.</summary>
    public static void HardwareKvm()
    {
        if (!Directory.Exists("/sys/module/kvm_intel") && !Directory.Exists("/sys/module/kvm_amd"))
            Missing("kvm-hardware", "this KVM is neither kvm_intel nor kvm_amd: it runs no whole kernel");
    }

    /// <summary>A KVM whose guests can switch 32-bit and PAE paging on. A KVM that emulates instructions lacks some: small guests say which.</summary>
    public static void KvmPaging32() => KvmGuest(static () => GuestProbe.Paging32);

    /// <summary>A KVM whose guests can use vector registers.</summary>
    public static void KvmVectors() => KvmGuest(static () => GuestProbe.Vectors);

    /// <summary>A KVM whose guests can return from an interrupt in that mode.</summary>
    public static void KvmReturn(GuestMode mode) => KvmGuest(() => mode == GuestMode.Protected ? GuestProbe.Return32 : null);

    /// <summary>A KVM whose guests can make software interrupts outside of real mode.</summary>
    public static void KvmSoftwareInterrupts() => KvmGuest(static () => GuestProbe.SoftwareInterrupts);

    /// <summary>A KVM that says when its guest can take an interrupt.</summary>
    public static void KvmInterruptWindow() => KvmGuest(static () => GuestProbe.InterruptWindow);

    /// <summary>A KVM that stops at breakpoints of the processor.</summary>
    public static void KvmHardwareBreakpoints() => KvmGuest(static () => GuestProbe.HardwareBreakpoints);

    /// <summary>A KVM that stops at breakpoints in the code.</summary>
    public static void KvmSoftwareBreakpoints() => KvmGuest(static () => GuestProbe.SoftwareBreakpoints);

    /// <summary>A KVM that has a capability.</summary>
    public static void KvmCapability(KvmCapability capability)
    {
        Kvm();
        using var system = KvmSystem.Open();
        if (system.CheckExtension(capability) == 0)
            Missing("kvm-capability", $"this KVM has no {capability}");
    }

    /// <summary>A kernel that kills a guarded process with its guard by itself (<c>CLONE_PIDFD_AUTOKILL</c>, Linux 7.1).</summary>
    public static async Task AutokillAsync()
    {
        if (await s_autokillProblem.Value is { } problem)
            Missing("autokill", problem);
    }

    /// <summary>A Linux kernel and a static busybox for a guest, as eng/test unpacks them.</summary>
    public static (string Kernel, string Busybox) LinuxGuest() => (NamedFile("VIRTCORE_GUEST_KERNEL"), NamedFile("VIRTCORE_GUEST_BUSYBOX"));

    /// <summary>A cgroup v2 hierarchy in which cgroups can be made: its root, or the cgroup that was delegated.</summary>
    public static CgroupV2 Cgroup()
    {
        CgroupHierarchy hierarchy = CgroupHierarchy.Read();
        if (hierarchy.Mode == CgroupMode.None || hierarchy.IsReadOnly)
            Missing("cgroup", "no cgroup v2 hierarchy is mounted, or only for reading");
        CgroupV2 root = hierarchy.TryOpenDelegated() ?? hierarchy.OpenRoot();
        try
        {
            string name = $"virtcore-probe-{Guid.NewGuid():N}";
            using CgroupV2 probe = root.Create(name);
            probe.RemoveAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (KernelException refused)
        {
            root.Dispose();
            Missing("cgroup", refused.Message);
        }

        return root;
    }

    /// <summary>A controller of cgroup v2, by the kernel's name (<c>memory</c>), that the root offers to its children. It is enabled there.</summary>
    public static void CgroupController(string name)
    {
        using CgroupV2 root = Cgroup();
        CgroupControllers controller = CgroupControllerNames.Parse(name);
        if (controller == CgroupControllers.None || !root.Controllers.HasFlag(controller))
            Missing(name, $"the cgroup v2 hierarchy offers no {name} controller");
        root.EnableControllers(controller);
    }

    /// <summary>A disk without anything behind it, whose driver counts and limits as any other's does: its path. The module is loaded for it.</summary>
    public static string NullDisk()
    {
        const string Path = "/dev/nullb0";
        CgroupController("io");
        if (!File.Exists(Path))
        {
            using Process? load = OnPath("null_blk", "modprobe") is { } program ? Process.Start(program, ["null_blk", "nr_devices=1", "gb=1"]) : null;
            load?.WaitForExit();
        }

        if (!File.Exists(Path))
            Missing("null_blk", "there is no /dev/nullb0, and modprobe null_blk brings none");
        return Path;
    }

    /// <summary>Root, for what only root may do.</summary>
    public static void Root()
    {
        if (geteuid() != 0)
            Missing("root", "this user is not root");
    }

    /// <summary>systemd as this machine's PID 1, with its D-Bus.</summary>
    public static void Systemd()
    {
        if (!Directory.Exists("/run/systemd/system"))
            Missing("systemd", "the machine was not booted with systemd");
        if (!File.Exists("/run/dbus/system_bus_socket"))
            Missing("systemd", "there is no system bus");
    }

    private static void KvmGuest(Func<string?> problemOf)
    {
        Kvm();
        if (problemOf() is { } problem)
            Missing("kvm-guest", problem);
    }

    private static string NamedFile(string variable)
    {
        string? path = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(path))
            Missing("guest", $"{variable} is not set; eng/test sets it");
        if (!File.Exists(path))
            Missing("guest", $"{variable} names {path}, which is not there");
        return path!;
    }

    private static string OnPath(string thing, string program)
    {
        string[] directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        string? path = directories.Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);
        if (path is null)
            Missing(thing, $"no {program} on the PATH");
        return path!;
    }

    private static string? TryKvm()
    {
        try
        {
            using var device = File.OpenHandle("/dev/kvm", FileMode.Open, FileAccess.ReadWrite);
            int machine;
            do
                machine = ioctl((int)device.DangerousGetHandle(), KVM_CREATE_VM, 0);
            while (machine < 0 && errno == EINTR);
            if (machine < 0)
                return $"/dev/kvm makes no virtual machine: errno {errno}";
            _ = close(machine);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return refused.Message;
        }
    }

    private static async Task<string?> TryAutokillAsync()
    {
        string directory = Directory.CreateTempSubdirectory("virtcore-autokill-").FullName;
        try
        {
            await using ProcessLauncher launcher = await ProcessLauncher.StartAsync();
            await using SupervisedProcess process = await launcher.LaunchAsync(
                new LaunchRequest { FileName = "/bin/true", StateDirectory = directory, MinimumTier = LifelineTier.KernelAutokill });
            await process.GuardLost;
            return null;
        }
        catch (ProcessLaunchException refused) when (refused.Step == "tier")
        {
            return $"Linux {Environment.OSVersion.Version} has no CLONE_PIDFD_AUTOKILL";
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>Skips the test, or fails it where the thing is required.</summary>
    public static void Missing(string thing, string reason)
    {
        string[] required = (Environment.GetEnvironmentVariable("VIRTCORE_REQUIRE") ?? "").Split(',', StringSplitOptions.TrimEntries);
        if (required.Contains(thing))
            Assert.Fail($"VIRTCORE_REQUIRE names {thing}: {reason}.");
        Assert.Skip($"needs {thing}: {reason}.");
    }
}
