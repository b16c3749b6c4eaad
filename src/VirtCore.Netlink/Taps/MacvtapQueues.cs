namespace VirtCore.Netlink;

/// <summary>How the queues of a macvtap are opened.</summary>
public sealed record MacvtapQueues
{
    /// <summary>How many queues: as many descriptors.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Whether each frame has a <c>struct virtio_net_hdr</c> before it (<c>IFF_VNET_HDR</c>), which offloads need. QEMU's virtio-net uses it.</summary>
    public bool VnetHeader { get; init; } = true;

    /// <summary>How long that header is: 10, or 12 with merged buffers.</summary>
    public int VnetHeaderLength { get; init; } = 12;

    /// <summary>What whoever reads can take undone: checksums, segments.</summary>
    public TapOffloads Offloads { get; init; }
}
