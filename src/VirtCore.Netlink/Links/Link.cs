namespace VirtCore.Netlink;

/// <summary>A network interface as the kernel describes it (<c>RTM_NEWLINK</c>).</summary>
public sealed record Link
{
    /// <summary>Its number in its namespace. 1 or more.</summary>
    public required int Index { get; init; }

    /// <summary>Its name, 15 bytes at most (<c>IFLA_IFNAME</c>). To the kernel it is any bytes: with what is no UTF-8 read as U+FFFD it is no name to ask by, and the index is.</summary>
    public required string Name { get; init; }

    /// <summary>Other names that it is known by (<c>IFLA_ALT_IFNAME</c>, Linux 5.5).</summary>
    public IReadOnlyList<string> AlternativeNames { get; init; } = [];

    /// <summary>What it is and does.</summary>
    public LinkFlags Flags { get; init; }

    /// <summary>Whether it is switched on.</summary>
    public bool IsUp => (Flags & LinkFlags.Up) != 0;

    /// <summary>The kind of hardware: 1 is Ethernet (<c>ARPHRD_*</c>).</summary>
    public ushort HardwareType { get; init; }

    /// <summary>Its MAC address; null where it has none of six bytes.</summary>
    public MacAddress? Address { get; init; }

    /// <summary>The longest packet, in bytes.</summary>
    public uint Mtu { get; init; }

    /// <summary>How many frames wait to be sent at most.</summary>
    public uint TxQueueLength { get; init; }

    /// <summary>Whether it carries frames.</summary>
    public LinkState State { get; init; }

    /// <summary>The bridge or bond that it is a port of, or null.</summary>
    public int? Master { get; init; }

    /// <summary>The link that it stands on, or a veth's peer; null for none. In another namespace when <see cref="ParentNamespaceId"/> is there.</summary>
    public int? Parent { get; init; }

    /// <summary>The number that this namespace knows the parent's by, or null for the same namespace.</summary>
    public int? ParentNamespaceId { get; init; }

    /// <summary>What its user says of it (<c>IFLA_IFALIAS</c>), or null.</summary>
    public string? Alias { get; init; }

    /// <summary>The group that it was put into. 0 for none.</summary>
    public uint Group { get; init; }

    /// <summary>How many queues send.</summary>
    public uint TxQueues { get; init; }

    /// <summary>How many queues receive.</summary>
    public uint RxQueues { get; init; }

    /// <summary>Its queueing discipline, by name.</summary>
    public string? QueueingDiscipline { get; init; }

    /// <summary>How the kernel makes its own IPv6 addresses (<c>IFLA_INET6_ADDR_GEN_MODE</c>); null where IPv6 is not there.</summary>
    public Ipv6AddressGeneration? Ipv6AddressGeneration { get; init; }

    /// <summary>The driver's name for what it is (<c>bridge</c>, <c>veth</c>, <c>tun</c>), or null for hardware and the loopback.</summary>
    public string? Kind => Settings?.Kind;

    /// <summary>What only its kind has, or null for hardware and the loopback.</summary>
    public LinkKind? Settings { get; init; }

    /// <summary>What it is as a port of a bridge, or null.</summary>
    public BridgePort? Port { get; init; }

    /// <summary>What it has carried; null where it was not asked for.</summary>
    public LinkStatistics? Statistics { get; init; }
}
