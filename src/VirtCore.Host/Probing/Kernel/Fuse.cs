namespace VirtCore.Host;

/// <summary>File systems in user space.</summary>
internal static class Fuse
{
    public static HostQuestion Question { get; } = new(
        "fuse", HostArea.Kernel, "FUSE", "QEMU exports disk images as files through it, and containers get a /proc of their own.", Look);

    private static HostFinding Look(HostView host)
    {
        bool driver = host.Misc.Contains("fuse");
        bool device = host.Files.Exists("/dev/fuse");
        KernelModuleState state = host.Modules.Find("fuse", "CONFIG_FUSE_FS");
        HostFact[] facts = [new("driver", driver), new("device", device), new("module", state.ToString())];
        if (driver && device)
            return HostFinding.Pass("/dev/fuse is there", facts);
        if (driver)
            return HostFinding.Info("the kernel has it, and there is no /dev/fuse", facts) with { Remedy = "mknod -m 666 /dev/fuse c 10 229; for a container: --device /dev/fuse" };
        return state == KernelModuleState.Loadable
            ? HostFinding.Pass("loaded when it is asked for", facts)
            : HostFinding.Info("not there", facts) with { Remedy = "modprobe fuse" };
    }
}
