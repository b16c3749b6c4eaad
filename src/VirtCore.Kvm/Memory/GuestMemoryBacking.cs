namespace VirtCore.Kvm;

/// <summary>What a region of guest memory is made of.</summary>
public enum GuestMemoryBacking
{
    /// <summary>Memory of this process alone. The kernel may use huge pages by itself.</summary>
    Anonymous,

    /// <summary>A memfd, which other processes can map: for vhost-user and for handing a guest over.</summary>
    Memfd,

    /// <summary>A memfd of huge pages of 2 MiB, from the host's pool.</summary>
    Hugetlb2M,

    /// <summary>A memfd of huge pages of 1 GiB, from the host's pool.</summary>
    Hugetlb1G,
}
