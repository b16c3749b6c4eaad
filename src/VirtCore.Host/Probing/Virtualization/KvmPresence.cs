using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>Whether there is a /dev/kvm that this user may open.</summary>
internal static class KvmPresence
{
    private const string Device = "/dev/kvm";

    public static HostQuestion Question { get; } = new(
        "kvm-device", HostArea.Virtualization, "KVM device", "QEMU reaches KVM through /dev/kvm and falls back to slow emulation without it.", Look);

    private static HostFinding Look(HostView host)
    {
        host.NeedProc();
        bool driver = host.Misc.Contains("kvm");
        bool exists = host.Files.Exists(Device);
        int error = exists ? host.Files.AccessError(Device) : 0;
        HostFact[] facts = [new("driver", driver), new("exists", exists), new("accessible", exists && error == 0)];
        if (!driver)
        {
            return HostFinding.Fail("the kernel has no KVM now: no driver for /dev/kvm is loaded",
                host.ProcessorFlags.Contains("svm") ? "modprobe kvm_amd" : "modprobe kvm_intel", facts);
        }

        if (!exists)
            return HostFinding.Fail("the kernel has KVM, and there is no /dev/kvm", "mknod -m 660 /dev/kvm c 10 232; for a container: --device /dev/kvm", facts);
        return error == 0
            ? HostFinding.Pass("/dev/kvm is there and accessible", facts)
            : HostFinding.Fail($"this user may not open /dev/kvm ({ErrnoNames.NameOf(error)})", "usermod -aG kvm USER, then log in again", facts);
    }
}
