using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>A MAC address more on its parent.</summary>
public sealed record MacvlanLink : LinkKind
{
    /// <inheritdoc/>
    public override string Kind => "macvlan";

    /// <summary>Whom it speaks to. (<c>IFLA_MACVLAN_MODE</c>)</summary>
    public MacvlanMode? Mode { get; init; }

    /// <summary>1: the parent is not made promiscuous. (<c>IFLA_MACVLAN_FLAGS</c>)</summary>
    public ushort? Flags { get; init; }

    internal override void WriteData(ref NetlinkWriter writer)
    {
        if (Mode is { } mode)
            writer.Attribute(IFLA_MACVLAN.IFLA_MACVLAN_MODE, (uint)mode);
        if (Flags is { } flags)
            writer.Attribute(IFLA_MACVLAN.IFLA_MACVLAN_FLAGS, flags);
    }

    internal static MacvlanLink Read(ref NetlinkAttributeReader data)
    {
        var result = new MacvlanLink();
        while (data.MoveNext())
        {
            switch (data.Type)
            {
                case IFLA_MACVLAN.IFLA_MACVLAN_MODE:
                    result = result with { Mode = (MacvlanMode)data.Get<uint>() };
                    break;
                case IFLA_MACVLAN.IFLA_MACVLAN_FLAGS:
                    result = result with { Flags = data.Get<ushort>() };
                    break;
            }
        }

        return result;
    }
}
