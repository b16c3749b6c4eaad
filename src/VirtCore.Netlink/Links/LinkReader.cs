using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>A link's message (<c>RTM_NEWLINK</c>), read in place in one pass: nothing is allocated, and texts stay bytes.</summary>
/// <remarks>
/// It is good while the bytes of the message are: for a dump, until the next link. What the kernel did not say is zero, empty or null. The length of every number is checked, and that no text has a NUL within;
/// whether a text is UTF-8 is not: names of interfaces may be any bytes.
/// </remarks>
public ref struct LinkReader
{
    private ReadOnlySpan<byte> _statistics;
    private bool _isPort;

    /// <summary>Its number in its namespace.</summary>
    public int Index { get; private set; }

    /// <summary>Its name, without a NUL (<c>IFLA_IFNAME</c>).</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>What it is and does.</summary>
    public LinkFlags Flags { get; private set; }

    /// <summary>The kind of hardware: 1 is Ethernet (<c>ARPHRD_*</c>).</summary>
    public ushort HardwareType { get; private set; }

    /// <summary>Its address, as long as its hardware has it (<c>IFLA_ADDRESS</c>).</summary>
    public ReadOnlySpan<byte> HardwareAddress { get; private set; }

    /// <summary>Its MAC address; null where it has none of six bytes.</summary>
    public readonly MacAddress? Address => HardwareAddress.Length == MacAddress.Length ? new MacAddress(HardwareAddress) : null;

    /// <summary>The longest packet, in bytes.</summary>
    public uint Mtu { get; private set; }

    /// <summary>How many frames wait to be sent at most.</summary>
    public uint TxQueueLength { get; private set; }

    /// <summary>Whether it carries frames.</summary>
    public LinkState State { get; private set; }

    /// <summary>The bridge or bond that it is a port of, or null.</summary>
    public int? Master { get; private set; }

    /// <summary>The link that it stands on, or a veth's peer; null for none.</summary>
    public int? Parent { get; private set; }

    /// <summary>The number that this namespace knows the parent's by, or null for the same namespace.</summary>
    public int? ParentNamespaceId { get; private set; }

    /// <summary>What its user says of it, in UTF-8 (<c>IFLA_IFALIAS</c>).</summary>
    public ReadOnlySpan<byte> Alias { get; private set; }

    /// <summary>The group that it was put into.</summary>
    public uint Group { get; private set; }

    /// <summary>How many queues send.</summary>
    public uint TxQueues { get; private set; }

    /// <summary>How many queues receive.</summary>
    public uint RxQueues { get; private set; }

    /// <summary>Its queueing discipline, by name.</summary>
    public ReadOnlySpan<byte> QueueingDiscipline { get; private set; }

    /// <summary>The driver's name for what it is: <c>bridge</c>. Empty for hardware and the loopback.</summary>
    public ReadOnlySpan<byte> Kind { get; private set; }

    /// <summary>Whether the kernel said what it has carried.</summary>
    public readonly bool HasStatistics => !_statistics.IsEmpty;

    /// <summary>What it has carried, in 64 bits (<c>IFLA_STATS64</c>); zeros where the kernel did not say.</summary>
    public readonly LinkStatistics Statistics => LinkStatistics.Read(_statistics);

    /// <summary>The attributes that only its kind has (<c>IFLA_INFO_DATA</c>).</summary>
    internal ReadOnlySpan<byte> KindData { get; private set; }

    /// <summary>The attributes that it has as a port of a bridge (<c>IFLA_INFO_SLAVE_DATA</c>).</summary>
    internal ReadOnlySpan<byte> PortData { get; private set; }

    /// <summary>Whether it is a port of a bridge.</summary>
    internal readonly bool IsBridgePort => _isPort;

    /// <summary>Its other names, as attributes (<c>IFLA_PROP_LIST</c>).</summary>
    internal ReadOnlySpan<byte> Properties { get; private set; }

    /// <summary>What only some families of protocols have (<c>IFLA_AF_SPEC</c>).</summary>
    internal ReadOnlySpan<byte> Families { get; private set; }

    /// <summary>Reads a message.</summary>
    /// <param name="message">The message: <c>RTM_NEWLINK</c> or <c>RTM_DELLINK</c>.</param>
    /// <param name="link">What it says.</param>
    /// <param name="error">What is wrong with it.</param>
    /// <returns>False when something is wrong.</returns>
    public static bool TryRead(scoped in NetlinkMessageReader message, out LinkReader link, out NetlinkFormatError error)
    {
        link = default;
        if (!message.TryReadBody(out ifinfomsg header, out NetlinkAttributeReader attributes))
        {
            error = NetlinkFormatError.Truncated;
            return false;
        }

        link.Index = header.ifi_index;
        link.Flags = (LinkFlags)header.ifi_flags;
        link.HardwareType = header.ifi_type;
        error = link.Read(attributes);
        return error == NetlinkFormatError.None;
    }

    private NetlinkFormatError Read(NetlinkAttributeReader attributes)
    {
        while (attributes.MoveNext())
        {
            switch (attributes.Type)
            {
                case IFLA.IFLA_ADDRESS:
                    HardwareAddress = attributes.Payload;
                    break;
                case IFLA.IFLA_IFNAME:
                    Name = attributes.GetTextBytes();
                    break;
                case IFLA.IFLA_MTU:
                    Mtu = attributes.Get<uint>();
                    break;
                case IFLA.IFLA_LINK:
                    // A tunnel over whatever link there is says 0.
                    Parent = attributes.Get<int>() is not 0 and var parent ? parent : null;
                    break;
                case IFLA.IFLA_QDISC:
                    QueueingDiscipline = attributes.GetTextBytes();
                    break;
                case IFLA.IFLA_MASTER:
                    Master = attributes.Get<int>();
                    break;
                case IFLA.IFLA_TXQLEN:
                    TxQueueLength = attributes.Get<uint>();
                    break;
                case IFLA.IFLA_OPERSTATE:
                    State = (LinkState)attributes.Get<byte>();
                    break;
                case IFLA.IFLA_LINKINFO:
                    ReadInfo(ref attributes);
                    break;
                case IFLA.IFLA_IFALIAS:
                    Alias = attributes.GetTextBytes();
                    break;
                case IFLA.IFLA_STATS64:
                    _statistics = attributes.Payload;
                    break;
                case IFLA.IFLA_GROUP:
                    Group = attributes.Get<uint>();
                    break;
                case IFLA.IFLA_NUM_TX_QUEUES:
                    TxQueues = attributes.Get<uint>();
                    break;
                case IFLA.IFLA_NUM_RX_QUEUES:
                    RxQueues = attributes.Get<uint>();
                    break;
                case IFLA.IFLA_LINK_NETNSID:
                    ParentNamespaceId = attributes.Get<int>();
                    break;
                case IFLA.IFLA_AF_SPEC:
                    Families = attributes.Payload;
                    break;
                case IFLA.IFLA_PROP_LIST:
                    Properties = attributes.Payload;
                    break;
            }
        }

        return attributes.Error;
    }

    private void ReadInfo(ref NetlinkAttributeReader attribute)
    {
        NetlinkAttributeReader info = attribute.GetNested();
        while (info.MoveNext())
        {
            switch (info.Type)
            {
                case IFLA_INFO.IFLA_INFO_KIND:
                    Kind = info.GetTextBytes();
                    break;
                case IFLA_INFO.IFLA_INFO_DATA:
                    KindData = info.Payload;
                    break;
                case IFLA_INFO.IFLA_INFO_SLAVE_KIND:
                    _isPort = info.GetTextBytes().SequenceEqual("bridge"u8);
                    break;
                case IFLA_INFO.IFLA_INFO_SLAVE_DATA:
                    PortData = info.Payload;
                    break;
            }
        }

        attribute.Take(info);
    }
}
