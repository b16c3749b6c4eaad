using System.Net.Sockets;
using VirtCore.Interop.Uapi;
using VirtCore.Netlink;

namespace VirtCore.Fuzz;

/// <summary>Reads a message, writes what was read, and reads that: it must be the same, and what is refused must be said to be wrong.</summary>
internal static class NetlinkRereading
{
    private delegate T? Decode<out T>(in NetlinkMessageReader message, out NetlinkFormatError error) where T : class;

    public static void Links(in NetlinkMessageReader message)
    {
        if (Read(message, LinkCodec.Read) is not { } link)
            return;
        Link again = Written(message, (link, Settings(link)), static (ref writer, state) => LinkCodec.Write(ref writer, state.link.Index, state.Item2, state.link.Settings), LinkCodec.Read);
        Finding.Unless(Kept(again, link) == Kept(link, link), "a link is another one after it was written");
    }

    public static void Addresses(in NetlinkMessageReader message)
    {
        if (Read(message, AddressCodec.Read) is { } address)
            Finding.Unless(Written(message, address, AddressCodec.Write, AddressCodec.Read) == address, "an address is another one after it was written");
    }

    public static void Routes(in NetlinkMessageReader message)
    {
        if (Read(message, RouteCodec.Read) is { } route)
            Finding.Unless(Written(message, route, RouteCodec.Write, RouteCodec.Read) == route, "a route is another one after it was written");
    }

    public static void Neighbours(in NetlinkMessageReader message)
    {
        if (Read(message, NeighbourCodec.Read) is { } neighbour)
            Finding.Unless(Written(message, neighbour, NeighbourCodec.Write, NeighbourCodec.Read) == neighbour, "a neighbour is another one after it was written");
    }

    public static void ForwardingEntries(in NetlinkMessageReader message)
    {
        if (Read(message, NeighbourCodec.ReadEntry) is { } entry)
            Finding.Unless(Written(message, entry, NeighbourCodec.Write, NeighbourCodec.ReadEntry) == entry with { Bridge = null }, "a forwarding entry is another one after it was written");
    }

    public static void Rules(in NetlinkMessageReader message)
    {
        if (Read(message, RuleCodec.Read) is not { } rule)
            return;
        // The main table is said where one is needed.
        bool needsTable = rule.Table is null && rule.Action == RuleAction.ToTable && !rule.IsL3MasterDevice;
        Finding.Unless(Written(message, rule, RuleCodec.Write, RuleCodec.Read) == (needsTable ? rule with { Table = 254 } : rule), "a rule is another one after it was written");
    }

    public static void BridgeVlans(in NetlinkMessageReader message)
    {
        // One message for each. None says whose they are, as only the kernel does.
        foreach (BridgeVlan vlan in Read(message, BridgeVlanCodec.Read) ?? [])
        {
            List<BridgeVlan> again = Written(message, vlan, BridgeVlanCodec.Write, BridgeVlanCodec.Read);
            Finding.Unless(again.Count == 1 && again[0] == vlan with { IsBridge = true }, "VLANs are others after they were written");
        }
    }

    public static void Classes(in NetlinkMessageReader message)
    {
        ulong? rate = HtbCodec.ReadRate(message, out tcmsg header, out NetlinkFormatError error);
        Finding.Unless(rate is null || error == NetlinkFormatError.None, $"a class was read with the error {error}");
        if (rate is null)
            return;
        Written(message, (header, rate.Value), static (ref writer, state) =>
        {
            writer.Write(state.header);
            HtbCodec.WriteClass(ref writer, state.Value, state.Value, 1 << 16);
        }, (in again, out problem) =>
        {
            Finding.Unless(HtbCodec.ReadRate(again, out tcmsg same, out problem) == rate && same.tcm_handle == header.tcm_handle, "a class is another one after it was written");
            return "";
        });
    }

    public static void Filters(in NetlinkMessageReader message)
    {
        MacAddress? destination = HtbCodec.ReadFilter(message, out tcmsg header, out NetlinkFormatError error);
        Finding.Unless(destination is null || error == NetlinkFormatError.None, $"a filter was read with the error {error}");
        if (destination is null)
            return;
        Written(message, (header, destination.Value), static (ref writer, state) =>
        {
            writer.Write(state.header);
            HtbCodec.WriteFilter(ref writer, state.Value, state.header.tcm_parent);
        }, (in again, out problem) =>
        {
            Finding.Unless(HtbCodec.ReadFilter(again, out tcmsg same, out problem) == destination && same.tcm_info == header.tcm_info, "a filter is another one after it was written");
            return "";
        });
    }

    /// <summary>Next hops, where an attribute is read as them.</summary>
    public static void Hops(NetlinkAttributeReader attributes)
    {
        NetlinkAttributeReader one = attributes;
        RouteHopCodec.ReadVia(ref one);
        List<RouteHop> hops = RouteHopCodec.Read(ref attributes);
        if (attributes.Error != NetlinkFormatError.None)
            return;
        // An address grows where it is one of the other family.
        var writer = new NetlinkWriter(new byte[64 + (4 * attributes.Payload.Length)]);
        RouteHopCodec.Write(ref writer, hops, AddressFamily.InterNetwork);
        if (writer.IsFull)
            return;
        var again = new NetlinkAttributeReader(writer.Written);
        Finding.Unless(again.MoveNext() && RouteHopCodec.Read(ref again).SequenceEqual(hops) && again.Error == NetlinkFormatError.None, "next hops are others after they were written");
    }

    private static T? Read<T>(in NetlinkMessageReader message, Decode<T> decode) where T : class
    {
        T? value = decode(message, out NetlinkFormatError error);
        Finding.Unless(value is null == (error != NetlinkFormatError.None), $"a {typeof(T).Name} was read as {(value is null ? "none" : "one")} with the error {error}");
        return value;
    }

    private static T Written<T, TState>(in NetlinkMessageReader message, TState state, NetlinkWrite<TState> write, Decode<T> decode) where T : class
    {
        // A byte that is no UTF-8 is written as three; little else grows.
        byte[] buffer = new byte[1024 + (3 * message.Payload.Length)];
        var writer = new NetlinkWriter(buffer);
        writer.BeginMessage(message.Type, message.Flags);
        write(ref writer, state);
        writer.EndMessage();
        var messages = new NetlinkMessageReader(writer.Written);
        Finding.Unless(messages.MoveNext(), "what was written is no message");
        T? again = decode(messages, out NetlinkFormatError error);
        Finding.Unless(again is not null, $"a {typeof(T).Name} that was written is not read again: {error}");
        return again;
    }

    private static LinkSettings Settings(Link link) => new()
    {
        Name = link.Name,
        Address = link.Address,
        Mtu = link.Mtu,
        TxQueueLength = link.TxQueueLength,
        Master = link.Master,
        Parent = link.Parent,
        Alias = link.Alias,
        Group = link.Group,
        TxQueues = link.TxQueues,
        RxQueues = link.RxQueues,
        Port = link.Port,
    };

    // What a request says of a link. Attributes of an unknown kind are padded when they are written.
    private static Link Kept(Link link, Link original) => new()
    {
        Index = link.Index,
        Name = link.Name,
        Address = link.Address,
        Mtu = link.Mtu,
        TxQueueLength = link.TxQueueLength,
        Master = link.Master,
        Parent = link.Parent,
        Alias = link.Alias,
        Group = link.Group,
        TxQueues = link.TxQueues,
        RxQueues = link.RxQueues,
        Port = link.Port,
        Settings = original.Settings is UnknownLink { Data.Length: var length } && link.Settings is UnknownLink unknown ? new UnknownLink(unknown.Kind) { Data = unknown.Data[..length] } : link.Settings,
        AlternativeNames = original.AlternativeNames,
    };
}
