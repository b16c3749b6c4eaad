using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>Tap devices.</summary>
internal static class Tun
{
    private const string Device = "/dev/net/tun";

    public static HostQuestion Question { get; } = new(
        "tun", HostArea.Devices, "Tap devices", "A guest's network card ends in a tap device, which /dev/net/tun makes.", Look);

    private static HostFinding Look(HostView host)
    {
        bool driver = host.Misc.Contains("tun");
        bool exists = host.Files.Exists(Device);
        KernelModuleState state = driver ? KernelModuleState.Loaded : host.Modules.Find("tun", "CONFIG_TUN");
        int error = exists ? host.Files.AccessError(Device) : 0;
        HostFact[] facts = [new("driver", driver), new("exists", exists), new("accessible", exists && error == 0), new("module", state.ToString())];
        if (!exists)
        {
            return HostFinding.Fail($"there is no {Device}",
                driver ? $"mkdir -p /dev/net && mknod -m 666 {Device} c 10 200; for a container: --device {Device}" : "modprobe tun", facts);
        }

        if (error != 0)
            return HostFinding.Warn($"this user may not open {Device} ({ErrnoNames.NameOf(error)})", $"chmod 666 {Device}: to make devices takes CAP_NET_ADMIN all the same", facts);
        return driver ? HostFinding.Pass($"{Device} is there", facts)
            : state == KernelModuleState.Missing ? HostFinding.Fail("not in this kernel", "install a kernel, or its modules, with CONFIG_TUN", facts)
            : HostFinding.Pass("loaded when it is asked for", facts);
    }
}
