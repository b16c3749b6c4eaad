namespace VirtCore.Host;

/// <summary>Functions of the network that have no device file.</summary>
internal static class NetworkFunction
{
    public static HostQuestion Bridge { get; } = new(
        "bridge", HostArea.Devices, "Bridges", "Guests share a network with each other and their host through a bridge.",
        static host => Look(host, "bridge", "CONFIG_BRIDGE", "/sys/module/bridge"));

    public static HostQuestion Macvtap { get; } = new(
        "macvtap", HostArea.Devices, "macvtap", "It puts a guest on the network of a card without a bridge.",
        static host => Look(host, "macvtap", "CONFIG_MACVTAP", "/sys/class/macvtap"));

    public static HostQuestion NfTables { get; } = new(
        "nftables", HostArea.Devices, "nftables", "What a guest may send, and the address that it is seen with, are rules of nftables.",
        static host => Look(host, "nf_tables", "CONFIG_NF_TABLES", "/sys/module/nf_tables"));

    private static HostFinding Look(HostView host, string module, string option, string sign)
    {
        KernelModuleState state = host.Modules.Find(module, option);
        if (state is KernelModuleState.Unknown or KernelModuleState.Missing && host.Files.Exists(sign))
            state = KernelModuleState.Loaded;
        var fact = new HostFact("module", state.ToString());
        return state switch
        {
            KernelModuleState.Missing => HostFinding.Warn("not in this kernel", $"install a kernel, or its modules, with {option}", fact),
            KernelModuleState.Unknown => HostFinding.Unknown("neither the kernel's configuration nor its modules are to be seen here", fact),
            _ => HostFinding.Pass(KernelModules.Describe(state), fact),
        };
    }
}
