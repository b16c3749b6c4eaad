using System.Runtime.InteropServices;
using VirtCore.Netlink;

namespace VirtCore.Bench;

/// <summary>What the floor reads of a link too: name, index, flags, MTU, address and statistics.</summary>
internal static class LinkSum
{
    public static ulong Of(in LinkReader link)
    {
        ulong sum = (ulong)link.Index + (ulong)link.Flags + link.Mtu + link.Name[0];
        if (link.HardwareAddress.Length == MacAddress.Length)
            sum += MemoryMarshal.Read<uint>(link.HardwareAddress);
        LinkStatistics statistics = link.Statistics;
        return sum + statistics.RxPackets + statistics.TxPackets + statistics.RxBytes + statistics.TxBytes + statistics.RxErrors + statistics.TxErrors + statistics.RxDropped + statistics.TxDropped + statistics.Multicast;
    }
}
