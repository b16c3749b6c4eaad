using System.Net;
using System.Net.Sockets;

namespace VirtCore.Netlink;

/// <summary>What a virtual machine may say that it is: libvirt's filter <c>clean-traffic</c>.</summary>
/// <remarks>
/// Whatever it says here, a machine sends with its own MAC address alone, in ARP too, and nothing but ARP, IPv4, IPv6 and the RARP by which QEMU tells where a machine has migrated to. What its addresses leave open, the two
/// switches decide: a machine neither serves DHCP nor routes for others unless it is let to.
/// </remarks>
public sealed record AntiSpoof
{
    /// <summary>
    /// The addresses and networks that it may send from. Empty: any. Once one is named, a protocol of which none is named is not let through, but for a DHCPv4 client's questions.
    /// With an IPv6 address, link-local ones are let through: those that are named, and when none is, all. What IPv6 sends before it has an address is let through too.
    /// </summary>
    public IReadOnlyList<IPNetwork> Addresses { get; init; } = [];

    /// <summary>Whether it may answer as a DHCP server, in IPv4 and IPv6.</summary>
    public bool MayServeDhcp { get; init; }

    /// <summary>Whether it may send router advertisements and redirects.</summary>
    public bool MayAdvertiseRoutes { get; init; }

    internal IEnumerable<IPNetwork> Of(AddressFamily family) => Addresses.Where(address => address.BaseAddress.AddressFamily == family);
}
