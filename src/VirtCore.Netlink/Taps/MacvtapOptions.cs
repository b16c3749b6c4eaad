namespace VirtCore.Netlink;

/// <summary>How a macvtap is made.</summary>
public sealed record MacvtapOptions
{
    /// <summary>The link that it stands on, by index.</summary>
    public required int Parent { get; init; }

    /// <summary>The network namespace that the parent is in; null for the calling thread's.</summary>
    public NetworkNamespace? ParentNamespace { get; init; }

    /// <summary>Its name. It is alone in its namespace, so the name need not be unique.</summary>
    public string Name { get; init; } = "macvtap0";

    /// <summary>Whom it speaks to.</summary>
    public MacvlanMode Mode { get; init; } = MacvlanMode.Bridge;

    /// <summary>Its MAC address, which must be the guest's card's; null for one of the kernel's choice. One with <see cref="MacvlanMode.Passthru"/> has its parent's.</summary>
    public MacAddress? Address { get; init; }

    /// <summary>The longest packet, in bytes; null for the parent's.</summary>
    public uint? Mtu { get; init; }

    /// <summary>Its queues.</summary>
    public MacvtapQueues Queues { get; init; } = new();
}
