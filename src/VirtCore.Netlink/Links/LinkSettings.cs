using System.Runtime.InteropServices;

namespace VirtCore.Netlink;

/// <summary>What a link is to be, when it is made or changed. What is null is left to the kernel, or as it is.</summary>
public sealed record LinkSettings
{
    /// <summary>Its name: 1 to 15 bytes, no slash, no white space. A name with <c>%d</c> gets the first free number when a link is made.</summary>
    public string? Name { get; init; }

    /// <summary>Its MAC address.</summary>
    public MacAddress? Address { get; init; }

    /// <summary>The longest packet, in bytes.</summary>
    public uint? Mtu { get; init; }

    /// <summary>How many frames wait to be sent at most.</summary>
    public uint? TxQueueLength { get; init; }

    /// <summary>The bridge or bond that it becomes a port of, by index; 0 takes it out.</summary>
    public int? Master { get; init; }

    /// <summary>The link that it stands on, by index: for a VLAN or a macvlan.</summary>
    public int? Parent { get; init; }

    /// <summary>Whether it is switched on.</summary>
    public bool? IsUp { get; init; }

    /// <summary>What its user says of it; the empty string takes that away.</summary>
    public string? Alias { get; init; }

    /// <summary>The group that it is put into.</summary>
    public uint? Group { get; init; }

    /// <summary>The network namespace that it is made in or moved to, by its descriptor (<see cref="NetworkNamespace.Handle"/>).</summary>
    public SafeHandle? NetworkNamespace { get; init; }

    /// <summary>How many queues send, when it is made.</summary>
    public uint? TxQueues { get; init; }

    /// <summary>How many queues receive, when it is made.</summary>
    public uint? RxQueues { get; init; }

    /// <summary>How the kernel makes its own IPv6 addresses (<c>IFLA_INET6_ADDR_GEN_MODE</c>). One that is up already keeps those that it has.</summary>
    public Ipv6AddressGeneration? Ipv6AddressGeneration { get; init; }

    /// <summary>What it is as a port of a bridge. Its master must be one.</summary>
    public BridgePort? Port { get; init; }
}
