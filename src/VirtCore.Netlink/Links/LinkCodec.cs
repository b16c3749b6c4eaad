using System.Text;
using VirtCore.Interop;
using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>A link's message, both ways.</summary>
internal static class LinkCodec
{
    private const int LongestName = 15;

    /// <summary>Writes the body of a request: which link, and what it is to be.</summary>
    public static void Write(ref NetlinkWriter writer, int index, LinkSettings settings, LinkKind? kind)
    {
        var header = new ifinfomsg { ifi_index = index };
        if (settings.IsUp is { } up)
        {
            header.ifi_change = (uint)LinkFlags.Up;
            header.ifi_flags = up ? (uint)LinkFlags.Up : 0;
        }

        writer.Write(header);
        if (settings.Name is { } name)
            writer.Attribute(IFLA.IFLA_IFNAME, name);
        if (settings.Address is { } address)
        {
            Span<byte> bytes = stackalloc byte[MacAddress.Length];
            address.CopyTo(bytes);
            writer.Attribute(IFLA.IFLA_ADDRESS, bytes);
        }

        if (settings.Mtu is { } mtu)
            writer.Attribute(IFLA.IFLA_MTU, mtu);
        if (settings.TxQueueLength is { } length)
            writer.Attribute(IFLA.IFLA_TXQLEN, length);
        if (settings.Master is { } master)
            writer.Attribute(IFLA.IFLA_MASTER, master);
        if (settings.Parent is { } parent)
            writer.Attribute(IFLA.IFLA_LINK, parent);
        if (settings.Alias is { } alias)
            writer.Attribute(IFLA.IFLA_IFALIAS, Encoding.UTF8.GetBytes(alias)); // without a NUL: the kernel counts it in
        if (settings.Group is { } group)
            writer.Attribute(IFLA.IFLA_GROUP, group);
        if (settings.TxQueues is { } txQueues)
            writer.Attribute(IFLA.IFLA_NUM_TX_QUEUES, txQueues);
        if (settings.RxQueues is { } rxQueues)
            writer.Attribute(IFLA.IFLA_NUM_RX_QUEUES, rxQueues);
        if (settings.NetworkNamespace is { } handle)
        {
            // The number is good while the request is sent: whoever gave the handle keeps it open.
            using var lease = new DescriptorLease(handle);
            writer.Attribute(IFLA.IFLA_NET_NS_FD, lease.Number);
        }

        if (settings.Ipv6AddressGeneration is { } generation)
        {
            int families = writer.BeginNested(IFLA.IFLA_AF_SPEC);
            int six = writer.BeginNested((ushort)Tmds.Linux.LibC.AF_INET6);
            writer.Attribute(IFLA.IFLA_INET6_ADDR_GEN_MODE, (byte)generation);
            writer.EndNested(six);
            writer.EndNested(families);
        }

        if (kind is not null || settings.Port is not null)
            WriteInfo(ref writer, kind, settings.Port);
    }

    /// <summary>Refuses a name that the kernel would, with the reason.</summary>
    public static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Encoding.UTF8.GetByteCount(name) > LongestName)
            throw new ArgumentException($"\"{name}\" is too long for the name of a link: {LongestName} bytes at most.", nameof(name));
        if (name is "." or ".." || name.AsSpan().ContainsAny('/', ':') || name.Any(char.IsWhiteSpace) || name.Contains('\0'))
            throw new ArgumentException($"\"{name}\" is no name of a link: no slash, colon or white space.", nameof(name));
    }

    /// <summary>Reads a link.</summary>
    /// <param name="message">The message: <c>RTM_NEWLINK</c> or <c>RTM_DELLINK</c>.</param>
    /// <param name="error">What is wrong with it.</param>
    /// <returns>Null when something is wrong.</returns>
    public static Link? Read(in NetlinkMessageReader message, out NetlinkFormatError error)
    {
        if (!message.TryReadBody(out ifinfomsg header, out NetlinkAttributeReader attributes))
        {
            error = NetlinkFormatError.Truncated;
            return null;
        }

        var link = new Link { Index = header.ifi_index, Name = "", Flags = (LinkFlags)header.ifi_flags, HardwareType = header.ifi_type };
        while (attributes.MoveNext())
        {
            switch (attributes.Type)
            {
                case IFLA.IFLA_IFNAME:
                    link = link with { Name = attributes.GetName() };
                    break;
                case IFLA.IFLA_PROP_LIST:
                    link = link with { AlternativeNames = ReadNames(ref attributes) };
                    break;
                case IFLA.IFLA_ADDRESS when attributes.Payload.Length == MacAddress.Length:
                    link = link with { Address = new MacAddress(attributes.Payload) };
                    break;
                case IFLA.IFLA_MTU:
                    link = link with { Mtu = attributes.Get<uint>() };
                    break;
                case IFLA.IFLA_TXQLEN:
                    link = link with { TxQueueLength = attributes.Get<uint>() };
                    break;
                case IFLA.IFLA_OPERSTATE:
                    link = link with { State = (LinkState)attributes.Get<byte>() };
                    break;
                case IFLA.IFLA_MASTER:
                    link = link with { Master = attributes.Get<int>() };
                    break;
                case IFLA.IFLA_LINK:
                    // A tunnel over whatever link there is says 0.
                    link = link with { Parent = attributes.Get<int>() is not 0 and var parent ? parent : null };
                    break;
                case IFLA.IFLA_LINK_NETNSID:
                    link = link with { ParentNamespaceId = attributes.Get<int>() };
                    break;
                case IFLA.IFLA_IFALIAS:
                    link = link with { Alias = attributes.GetName() };
                    break;
                case IFLA.IFLA_GROUP:
                    link = link with { Group = attributes.Get<uint>() };
                    break;
                case IFLA.IFLA_NUM_TX_QUEUES:
                    link = link with { TxQueues = attributes.Get<uint>() };
                    break;
                case IFLA.IFLA_NUM_RX_QUEUES:
                    link = link with { RxQueues = attributes.Get<uint>() };
                    break;
                case IFLA.IFLA_QDISC:
                    link = link with { QueueingDiscipline = attributes.GetText() };
                    break;
                case IFLA.IFLA_STATS64:
                    link = link with { Statistics = new LinkStatistics(attributes.GetUpTo<rtnl_link_stats64>()) };
                    break;
                case IFLA.IFLA_AF_SPEC:
                    ReadFamilies(ref attributes, ref link);
                    break;
                case IFLA.IFLA_LINKINFO:
                    ReadInfo(ref attributes, ref link);
                    break;
            }
        }

        error = attributes.Error;
        return error == NetlinkFormatError.None ? link : null;
    }

    private static void WriteInfo(ref NetlinkWriter writer, LinkKind? kind, BridgePort? port)
    {
        int info = writer.BeginNested(IFLA.IFLA_LINKINFO);
        if (kind is not null)
        {
            writer.Attribute(IFLA_INFO.IFLA_INFO_KIND, kind.Kind);
            int data = writer.BeginNested(IFLA_INFO.IFLA_INFO_DATA);
            kind.WriteData(ref writer);
            writer.EndNested(data);
        }

        if (port is not null)
        {
            writer.Attribute(IFLA_INFO.IFLA_INFO_SLAVE_KIND, "bridge");
            int data = writer.BeginNested(IFLA_INFO.IFLA_INFO_SLAVE_DATA);
            port.WriteData(ref writer);
            writer.EndNested(data);
        }

        writer.EndNested(info);
    }

    private static List<string> ReadNames(ref NetlinkAttributeReader attributes)
    {
        var names = new List<string>();
        NetlinkAttributeReader list = attributes.GetNested();
        while (list.MoveNext())
        {
            if (list.Type == IFLA.IFLA_ALT_IFNAME)
                names.Add(list.GetName());
        }

        attributes.Take(list);
        return names;
    }

    private static void ReadFamilies(ref NetlinkAttributeReader attributes, ref Link link)
    {
        NetlinkAttributeReader families = attributes.GetNested();
        while (families.MoveNext())
        {
            if (families.Type != Tmds.Linux.LibC.AF_INET6)
                continue;
            NetlinkAttributeReader six = families.GetNested();
            while (six.MoveNext())
            {
                if (six.Type == IFLA.IFLA_INET6_ADDR_GEN_MODE)
                    link = link with { Ipv6AddressGeneration = (Ipv6AddressGeneration)six.Get<byte>() };
            }

            families.Take(six);
        }

        attributes.Take(families);
    }

    private static void ReadInfo(ref NetlinkAttributeReader attributes, ref Link link)
    {
        string? kind = null;
        bool bridged = false;
        NetlinkAttributeReader info = attributes.GetNested();
        while (info.MoveNext())
        {
            switch (info.Type)
            {
                case IFLA_INFO.IFLA_INFO_KIND:
                    kind = info.GetText();
                    link = link with { Settings = LinkKinds.Of(kind) };
                    break;
                case IFLA_INFO.IFLA_INFO_DATA when kind is not null:
                    NetlinkAttributeReader data = info.GetNested();
                    link = link with { Settings = LinkKinds.Read(kind, info.Payload, ref data) };
                    info.Take(data);
                    break;
                case IFLA_INFO.IFLA_INFO_SLAVE_KIND:
                    bridged = info.GetText() == "bridge";
                    break;
                case IFLA_INFO.IFLA_INFO_SLAVE_DATA when bridged:
                    NetlinkAttributeReader port = info.GetNested();
                    link = link with { Port = BridgePort.Read(ref port) };
                    info.Take(port);
                    break;
            }
        }

        attributes.Take(info);
    }
}
