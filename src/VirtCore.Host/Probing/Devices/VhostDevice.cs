using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>The kernel's own back ends for virtio devices.</summary>
internal static class VhostDevice
{
    public static HostQuestion Net { get; } = new(
        "vhost-net", HostArea.Devices, "vhost-net", "With it a guest's packets pass through the kernel alone, and not through QEMU.",
        static host => Look(host, "vhost-net", "vhost_net", "CONFIG_VHOST_NET"));

    public static HostQuestion Vsock { get; } = new(
        "vhost-vsock", HostArea.Devices, "vhost-vsock", "Guest agents that are reached without a network need it (AF_VSOCK).",
        static host => Look(host, "vhost-vsock", "vhost_vsock", "CONFIG_VHOST_VSOCK"));

    private static HostFinding Look(HostView host, string name, string module, string option)
    {
        string device = $"/dev/{name}";
        bool driver = host.Misc.Contains(name);
        bool exists = host.Files.Exists(device);
        KernelModuleState state = driver ? KernelModuleState.Loaded : host.Modules.Find(module, option);
        int error = exists ? host.Files.AccessError(device) : 0;
        HostFact[] facts = [new("driver", driver), new("exists", exists), new("accessible", exists && error == 0), new("module", state.ToString())];
        if (exists && error != 0)
            return HostFinding.Warn($"this user may not open {device} ({ErrnoNames.NameOf(error)})", "usermod -aG kvm USER, then log in again", facts);
        if (exists && (driver || state is KernelModuleState.Loadable or KernelModuleState.BuiltIn))
            return HostFinding.Pass(driver ? $"{device} is there" : "loaded when it is asked for", facts);
        return state switch
        {
            KernelModuleState.Missing => HostFinding.Warn("not in this kernel", $"install a kernel, or its modules, with {option}", facts),
            KernelModuleState.Unknown => HostFinding.Warn($"there is no {device}", $"modprobe {module}", facts),
            _ => HostFinding.Warn($"there is no {device}", $"modprobe {module}; for a container: --device {device}", facts),
        };
    }
}
