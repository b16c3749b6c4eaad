namespace VirtCore.Netlink;

/// <summary>The kinds of links that VirtCore knows, by the kernel's names.</summary>
internal static class LinkKinds
{
    /// <summary>A kind without anything said of it.</summary>
    public static LinkKind Of(string kind) => kind switch
    {
        "bridge" => new BridgeLink(),
        "dummy" => new DummyLink(),
        "ifb" => new IfbLink(),
        "veth" => new VethLink(),
        _ => new UnknownLink(kind),
    };

    /// <summary>A kind with what the kernel says of it.</summary>
    public static LinkKind Read(string kind, ReadOnlySpan<byte> bytes, ref NetlinkAttributeReader data) => kind switch
    {
        "bridge" => BridgeLink.Read(ref data),
        "dummy" or "ifb" or "veth" => Of(kind),
        _ => new UnknownLink(kind) { Data = bytes.ToArray() },
    };
}
