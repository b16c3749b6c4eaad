using System.Text;
using System.Text.Unicode;
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
            writer.AttributeUnterminated(IFLA.IFLA_IFALIAS, alias); // the kernel would count a NUL in
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
        if (!LinkReader.TryRead(message, out LinkReader read, out error))
            return null;
        var link = new Link
        {
            Index = read.Index,
            Name = Encoding.UTF8.GetString(read.Name), // any bytes: see NetlinkAttributeReader.GetName
            AlternativeNames = read.Properties.IsEmpty ? [] : ReadNames(read.Properties, ref error),
            Flags = read.Flags,
            HardwareType = read.HardwareType,
            Address = read.Address,
            Mtu = read.Mtu,
            TxQueueLength = read.TxQueueLength,
            State = read.State,
            Master = read.Master,
            Parent = read.Parent,
            ParentNamespaceId = read.ParentNamespaceId,
            Alias = read.Alias.IsEmpty ? null : Encoding.UTF8.GetString(read.Alias),
            Group = read.Group,
            TxQueues = read.TxQueues,
            RxQueues = read.RxQueues,
            QueueingDiscipline = TextOf(read.QueueingDiscipline, ref error),
            Ipv6AddressGeneration = read.Families.IsEmpty ? null : ReadAddressGeneration(read.Families, ref error),
            Settings = ReadKind(read, ref error),
            Port = ReadPort(read, ref error),
            Statistics = read.HasStatistics ? read.Statistics : null,
        };
        return error == NetlinkFormatError.None ? link : null;
    }

    /// <summary>What is thrown for a message that <see cref="LinkReader"/> cannot read.</summary>
    public static NetlinkProtocolException Unreadable(NetlinkFormatError error) => new($"The kernel described a link in a message that cannot be read: {error}.");

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

    private static string? TextOf(ReadOnlySpan<byte> text, ref NetlinkFormatError error)
    {
        if (text.IsEmpty)
            return null;
        if (Utf8.IsValid(text))
            return Encoding.UTF8.GetString(text);
        Fail(ref error, NetlinkFormatError.Text);
        return null;
    }

    private static List<string> ReadNames(ReadOnlySpan<byte> properties, ref NetlinkFormatError error)
    {
        var names = new List<string>();
        var list = new NetlinkAttributeReader(properties);
        while (list.MoveNext())
        {
            if (list.Type == IFLA.IFLA_ALT_IFNAME)
                names.Add(list.GetName());
        }

        Fail(ref error, list.Error);
        return names;
    }

    private static Ipv6AddressGeneration? ReadAddressGeneration(ReadOnlySpan<byte> families, ref NetlinkFormatError error)
    {
        Ipv6AddressGeneration? generation = null;
        var list = new NetlinkAttributeReader(families);
        while (list.MoveNext())
        {
            if (list.Type != Tmds.Linux.LibC.AF_INET6)
                continue;
            NetlinkAttributeReader six = list.GetNested();
            while (six.MoveNext())
            {
                if (six.Type == IFLA.IFLA_INET6_ADDR_GEN_MODE)
                    generation = (Ipv6AddressGeneration)six.Get<byte>();
            }

            list.Take(six);
        }

        Fail(ref error, list.Error);
        return generation;
    }

    private static LinkKind? ReadKind(in LinkReader link, ref NetlinkFormatError error)
    {
        if (TextOf(link.Kind, ref error) is not { } kind)
            return null;
        if (link.KindData.IsEmpty)
            return LinkKinds.Of(kind);
        var data = new NetlinkAttributeReader(link.KindData);
        LinkKind settings = LinkKinds.Read(kind, link.KindData, ref data);
        Fail(ref error, data.Error);
        return settings;
    }

    private static BridgePort? ReadPort(in LinkReader link, ref NetlinkFormatError error)
    {
        if (!link.IsBridgePort)
            return null;
        var data = new NetlinkAttributeReader(link.PortData);
        BridgePort port = BridgePort.Read(ref data);
        Fail(ref error, data.Error);
        return port;
    }

    private static void Fail(ref NetlinkFormatError error, NetlinkFormatError found) => error = error == NetlinkFormatError.None ? found : error;
}
