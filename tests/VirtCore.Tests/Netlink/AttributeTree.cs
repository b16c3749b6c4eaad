using VirtCore.Interop.Uapi;
using VirtCore.Netlink;

namespace VirtCore.Tests.Netlink;

/// <summary>A request as lines: its fixed part, and each attribute by the types on the way to it, with its content. In order of these, as the order of attributes says nothing.</summary>
internal static class AttributeTree
{
    private const int Peer = 16; // sizeof(struct ifinfomsg), before a peer's attributes

    // By kind of message: where attributes consist of attributes. iproute2 does not say so in all of them.
    private static readonly HashSet<string> s_nested = ["link/18", "link/18/2", "link/18/2/1", "link/18/5", "link/52", "route/8"];

    // The names of kinds: iproute2 ends them without a NUL, and the kernel takes both.
    private static readonly HashSet<string> s_kinds = ["link/18/1", "link/18/4"];

    public static SortedSet<string> Of(ReadOnlySpan<byte> message)
    {
        var messages = new NetlinkMessageReader(message);
        if (!messages.MoveNext())
            throw new InvalidDataException($"no message: {messages.Error}");
        (string kind, int body) = messages.Type switch
        {
            RTM.RTM_NEWLINK or RTM.RTM_NEWLINKPROP => ("link", 16),
            RTM.RTM_NEWADDR => ("address", 8),
            RTM.RTM_NEWROUTE => ("route", 12),
            RTM.RTM_NEWNEIGH => ("neighbour", 12),
            _ => throw new InvalidDataException($"a message of type {messages.Type}"),
        };
        SortedSet<string> lines = new(StringComparer.Ordinal) { $"body {Convert.ToHexStringLower(messages.Payload[..body])}" };
        bool veth = messages.Payload.IndexOf("veth"u8) >= 0;
        Add(lines, kind, messages.Payload[body..], veth);
        return lines;
    }

    /// <summary>What only one of two has: <c>-</c> the first, <c>+</c> the second.</summary>
    public static string[] Compare(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        SortedSet<string> one = Of(first), other = Of(second);
        return [.. one.Except(other).Select(static line => $"- {line}"), .. other.Except(one).Select(static line => $"+ {line}")];
    }

    private static void Add(SortedSet<string> lines, string path, ReadOnlySpan<byte> bytes, bool veth)
    {
        var attributes = new NetlinkAttributeReader(bytes);
        while (attributes.MoveNext())
        {
            string here = $"{path}/{attributes.Type}";
            ReadOnlySpan<byte> payload = attributes.Payload;
            bool peer = here == "link/18/2/1";
            if (s_nested.Contains(here) && (!peer || veth))
            {
                string fixedPart = peer ? Convert.ToHexStringLower(payload[..Peer]) : "nested";
                lines.Add($"{here} {fixedPart}");
                Add(lines, here, payload[(peer ? Peer : 0)..], veth);
            }
            else
            {
                if (s_kinds.Contains(here))
                    payload = payload.TrimEnd((byte)0);
                lines.Add($"{here} {Convert.ToHexStringLower(payload)}");
            }
        }

        if (attributes.Error != NetlinkFormatError.None)
            throw new InvalidDataException($"{path}: {attributes.Error}");
    }
}
