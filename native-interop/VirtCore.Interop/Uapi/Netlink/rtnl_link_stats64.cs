namespace VirtCore.Interop.Uapi;

/// <summary>linux/if_link.h: what a link has carried.</summary>
internal struct rtnl_link_stats64
{
    public ulong rx_packets;
    public ulong tx_packets;
    public ulong rx_bytes;
    public ulong tx_bytes;
    public ulong rx_errors;
    public ulong tx_errors;
    public ulong rx_dropped;
    public ulong tx_dropped;
    public ulong multicast;
    public ulong collisions;
    public ulong rx_length_errors;
    public ulong rx_over_errors;
    public ulong rx_crc_errors;
    public ulong rx_frame_errors;
    public ulong rx_fifo_errors;
    public ulong rx_missed_errors;
    public ulong tx_aborted_errors;
    public ulong tx_carrier_errors;
    public ulong tx_fifo_errors;
    public ulong tx_heartbeat_errors;
    public ulong tx_window_errors;
    public ulong rx_compressed;
    public ulong tx_compressed;
    public ulong rx_nohandler;
    public ulong rx_otherhost_dropped;
}
