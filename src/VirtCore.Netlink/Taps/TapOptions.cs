namespace VirtCore.Netlink;

/// <summary>How a tap is made.</summary>
public sealed record TapOptions
{
    /// <summary>Its name, or a pattern with <c>%d</c> for the first free number. Short lived names are best unique: a tap that another process holds is never taken over.</summary>
    public string Name { get; init; } = "tap%d";

    /// <summary>How many queues: as many descriptors.</summary>
    public int Queues { get; init; } = 1;

    /// <summary>Whether each frame has a <c>struct virtio_net_hdr</c> before it (<c>IFF_VNET_HDR</c>), which offloads need. QEMU's virtio-net uses it.</summary>
    public bool VnetHeader { get; init; } = true;

    /// <summary>How long that header is: 10, or 12 with merged buffers.</summary>
    public int VnetHeaderLength { get; init; } = 12;

    /// <summary>What whoever reads the tap can take undone: checksums, segments.</summary>
    public TapOffloads Offloads { get; init; }

    /// <summary>Whether it stays when all its descriptors are closed. Then nothing removes it but a delete: so only where another process is to open it.</summary>
    public bool Persistent { get; init; }

    /// <summary>The user who may open it without CAP_NET_ADMIN, or null.</summary>
    public uint? Owner { get; init; }

    /// <summary>The group that may open it without CAP_NET_ADMIN, or null.</summary>
    public uint? Group { get; init; }

    /// <summary>The network namespace that it is made in; null for the calling thread's.</summary>
    public NetworkNamespace? NetworkNamespace { get; init; }
}
