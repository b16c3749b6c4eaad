namespace VirtCore.Netlink;

/// <summary>The kinds of links that VirtCore knows, by the kernel's names.</summary>
internal static class LinkKinds
{
    /// <summary>A kind without anything said of it.</summary>
    public static LinkKind Of(string kind) => kind switch
    {
        "bond" => new BondLink(),
        "bridge" => new BridgeLink(),
        "dummy" => new DummyLink(),
        "ifb" => new IfbLink(),
        "macvlan" => new MacvlanLink(),
        "macvtap" => new MacvtapLink(),
        "tun" => new TunLink(),
        "veth" => new VethLink(),
        "vlan" => new VlanLink(),
        "vxlan" => new VxlanLink(),
        _ => new UnknownLink(kind),
    };

    /// <summary>A kind with what the kernel says of it.</summary>
    public static LinkKind Read(string kind, ReadOnlySpan<byte> bytes, ref NetlinkAttributeReader data) => kind switch
    {
        "bond" => BondLink.Read(ref data),
        "bridge" => BridgeLink.Read(ref data),
        "macvlan" => MacvlanLink.Read(ref data),
        "macvtap" => MacvtapLink.Read(ref data),
        "tun" => TunLink.Read(ref data),
        "vlan" => VlanLink.Read(ref data),
        "vxlan" => VxlanLink.Read(ref data),
        "dummy" or "ifb" or "veth" => Of(kind),
        _ => new UnknownLink(kind) { Data = bytes.ToArray() },
    };
}
