using VirtCore.Interop.Uapi;
using VirtCore.Netlink;

namespace VirtCore.Tests.Netlink;

/// <summary>A request as lines: its fixed part, and each attribute by the types on the way to it, with its content. In order of these, as the order of attributes says nothing.</summary>
/// <remarks>Of rates the table is left out, and with it how it is laid out (<c>cell_log</c>, <c>cell_align</c>): since Linux 3.10 one must be there, and is not looked at.</remarks>
internal static class AttributeTree
{
    private const int Peer = 16; // sizeof(struct ifinfomsg), before a peer's attributes
    private const int RateTable = 1024;

    // By kind of message: where attributes consist of attributes. iproute2 does not say so in all of them.
    private static readonly HashSet<string> s_nested = ["link/18", "link/18/2", "link/18/2/1", "link/18/5", "link/26", "link/52", "route/8", "qdisc/2", "class/2", "filter/2", "filter/2/2", "filter/2/2/1", "filter/2/2/1/2"];

    // The names of kinds: iproute2 ends them without a NUL, and the kernel takes both.
    private static readonly HashSet<string> s_kinds = ["link/18/1", "link/18/4", "qdisc/1", "class/1", "filter/1", "filter/2/2/1/1"];

    // Where structs have rates, and the first byte of each: a struct tc_ratespec.
    private static readonly Dictionary<string, int[]> s_rates = new() { ["tbf/2/1"] = [0, 12], ["class/2/1"] = [0, 12], ["filter/2/2/1/2/1"] = [20, 32] };

    public static SortedSet<string> Of(ReadOnlySpan<byte> message)
    {
        var messages = new NetlinkMessageReader(message);
        if (!messages.MoveNext())
            throw new InvalidDataException($"no message: {messages.Error}");
        (string kind, int body) = messages.Type switch
        {
            RTM.RTM_NEWLINK or RTM.RTM_NEWLINKPROP or RTM.RTM_SETLINK or RTM.RTM_DELLINK => ("link", 16),
            RTM.RTM_NEWADDR => ("address", 8),
            RTM.RTM_NEWROUTE => ("route", 12),
            RTM.RTM_NEWNEIGH => ("neighbour", 12),
            RTM.RTM_NEWRULE or RTM.RTM_DELRULE => ("rule", 12),
            RTM.RTM_NEWQDISC => ("qdisc", 20),
            RTM.RTM_NEWTCLASS => ("class", 20),
            RTM.RTM_NEWTFILTER or RTM.RTM_DELTFILTER => ("filter", 20),
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

    private static byte[] WithoutLayout(string path, ReadOnlySpan<byte> payload)
    {
        byte[] bytes = payload.ToArray();
        // A token bucket is the only qdisc here whose first option is as long.
        foreach (int rate in s_rates.GetValueOrDefault(path == "qdisc/2/1" && bytes.Length == 36 ? "tbf/2/1" : path, []))
            bytes[rate] = bytes[rate + 4] = bytes[rate + 5] = 0;
        return bytes;
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
                lines.Add($"{here} {(payload.Length == RateTable ? "a table" : Convert.ToHexStringLower(WithoutLayout(here, payload)))}");
            }
        }

        if (attributes.Error != NetlinkFormatError.None)
            throw new InvalidDataException($"{path}: {attributes.Error}");
    }
}
