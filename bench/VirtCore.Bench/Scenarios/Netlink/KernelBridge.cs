using VirtCore.Interop.Uapi;

namespace VirtCore.Bench;

/// <summary>A bridge's settings as the kernel has them, with the same values as the floor's.</summary>
internal sealed class KernelBridge
{
    public readonly byte[] Name = [.. "br0\0"u8], Kind = [.. "bridge\0"u8], Alias = [.. "guests"u8], Address = [0x52, 0x54, 0, 0x12, 0x34, 0x56];
    public readonly uint Mtu = 1400, TxQueueLength = 500, Group = 7, Queues = 1, ForwardDelay = 400, HelloTime = 300, MaxAge = 1000, AgeingTime = 6000, Stp = 1;
    public readonly ushort Priority = 4096, GroupForwardMask = 8;
    public readonly byte MulticastSnooping = byte.MinValue;
    public readonly rtnl_link_stats64 Statistics = new() { rx_packets = 1, tx_packets = 2, rx_bytes = 3, tx_bytes = 4 };
}
