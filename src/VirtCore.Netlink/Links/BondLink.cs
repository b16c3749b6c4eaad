using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>Several links as one.</summary>
public sealed record BondLink : LinkKind
{
    /// <inheritdoc/>
    public override string Kind => "bond";

    /// <summary>How it uses them. (<c>IFLA_BOND_MODE</c>)</summary>
    public BondMode? Mode { get; init; }

    /// <summary>How often it looks whether they are up, in ms; 0 is never. (<c>IFLA_BOND_MIIMON</c>)</summary>
    public TimeSpan? MonitorInterval { get; init; }

    /// <summary>How long one must be up before it is used, in ms. (<c>IFLA_BOND_UPDELAY</c>)</summary>
    public TimeSpan? UpDelay { get; init; }

    /// <summary>How long one must be down before it is not used, in ms. (<c>IFLA_BOND_DOWNDELAY</c>)</summary>
    public TimeSpan? DownDelay { get; init; }

    /// <summary>What the hash is of: 0 layer 2, 1 layers 3 and 4, 2 layers 2 and 3. (<c>IFLA_BOND_XMIT_HASH_POLICY</c>)</summary>
    public byte? TransmitHashPolicy { get; init; }

    /// <summary>The one in use, by index. (<c>IFLA_BOND_ACTIVE_SLAVE</c>)</summary>
    public int? ActivePort { get; init; }

    internal override void WriteData(ref NetlinkWriter writer)
    {
        if (Mode is { } mode)
            writer.Attribute(IFLA_BOND.IFLA_BOND_MODE, (byte)mode);
        if (MonitorInterval is { } monitorInterval)
            writer.Attribute(IFLA_BOND.IFLA_BOND_MIIMON, (uint)monitorInterval.TotalMilliseconds);
        if (UpDelay is { } upDelay)
            writer.Attribute(IFLA_BOND.IFLA_BOND_UPDELAY, (uint)upDelay.TotalMilliseconds);
        if (DownDelay is { } downDelay)
            writer.Attribute(IFLA_BOND.IFLA_BOND_DOWNDELAY, (uint)downDelay.TotalMilliseconds);
        if (TransmitHashPolicy is { } transmitHashPolicy)
            writer.Attribute(IFLA_BOND.IFLA_BOND_XMIT_HASH_POLICY, transmitHashPolicy);
        if (ActivePort is { } activePort)
            writer.Attribute(IFLA_BOND.IFLA_BOND_ACTIVE_SLAVE, activePort);
    }

    internal static BondLink Read(ref NetlinkAttributeReader data)
    {
        var result = new BondLink();
        while (data.MoveNext())
        {
            switch (data.Type)
            {
                case IFLA_BOND.IFLA_BOND_MODE:
                    result = result with { Mode = (BondMode)data.Get<byte>() };
                    break;
                case IFLA_BOND.IFLA_BOND_MIIMON:
                    result = result with { MonitorInterval = TimeSpan.FromMilliseconds(data.Get<uint>()) };
                    break;
                case IFLA_BOND.IFLA_BOND_UPDELAY:
                    result = result with { UpDelay = TimeSpan.FromMilliseconds(data.Get<uint>()) };
                    break;
                case IFLA_BOND.IFLA_BOND_DOWNDELAY:
                    result = result with { DownDelay = TimeSpan.FromMilliseconds(data.Get<uint>()) };
                    break;
                case IFLA_BOND.IFLA_BOND_XMIT_HASH_POLICY:
                    result = result with { TransmitHashPolicy = data.Get<byte>() };
                    break;
                case IFLA_BOND.IFLA_BOND_ACTIVE_SLAVE:
                    result = result with { ActivePort = data.Get<int>() };
                    break;
            }
        }

        return result;
    }
}
