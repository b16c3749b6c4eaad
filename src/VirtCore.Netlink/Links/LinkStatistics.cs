using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>What a link has carried since it was made: <c>struct rtnl_link_stats64</c>, as the host sees it.</summary>
public readonly struct LinkStatistics
{
    private readonly rtnl_link_stats64 _raw;

    private LinkStatistics(in rtnl_link_stats64 raw) => _raw = raw;

    /// <summary>Earlier kernels have it shorter: what is missing is zero.</summary>
    internal static LinkStatistics Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= Unsafe.SizeOf<LinkStatistics>())
            return MemoryMarshal.Read<LinkStatistics>(bytes);
        rtnl_link_stats64 raw = default;
        bytes.CopyTo(MemoryMarshal.AsBytes(new Span<rtnl_link_stats64>(ref raw)));
        return new LinkStatistics(raw);
    }

    /// <summary>Frames received.</summary>
    public ulong RxPackets => _raw.rx_packets;

    /// <summary>Frames sent.</summary>
    public ulong TxPackets => _raw.tx_packets;

    /// <summary>Bytes received.</summary>
    public ulong RxBytes => _raw.rx_bytes;

    /// <summary>Bytes sent.</summary>
    public ulong TxBytes => _raw.tx_bytes;

    /// <summary>Frames that came damaged.</summary>
    public ulong RxErrors => _raw.rx_errors;

    /// <summary>Frames that could not be sent.</summary>
    public ulong TxErrors => _raw.tx_errors;

    /// <summary>Frames received that found no room or no taker.</summary>
    public ulong RxDropped => _raw.rx_dropped;

    /// <summary>Frames to be sent that found no room.</summary>
    public ulong TxDropped => _raw.tx_dropped;

    /// <summary>Multicast frames received.</summary>
    public ulong Multicast => _raw.multicast;

    /// <summary>Collisions while sending.</summary>
    public ulong Collisions => _raw.collisions;

    /// <summary>Frames received while no protocol wanted them (Linux 4.6).</summary>
    public ulong RxNoHandler => _raw.rx_nohandler;
}
