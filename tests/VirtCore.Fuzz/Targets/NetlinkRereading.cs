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
