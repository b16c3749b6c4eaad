using System.Net;
using System.Net.Sockets;
using static VirtCore.Netlink.NftExpressions;

namespace VirtCore.Netlink;

/// <summary>What a machine may send, as rules. Whatever none of them accepts is dropped, as is what cannot be parsed far enough to be judged.</summary>
internal static class SpoofRules
{
    private static readonly byte[] s_arp = [0x08, 0x06], s_rarp = [0x80, 0x35], s_ip4 = [0x08, 0x00], s_ip6 = [0x86, 0xDD];

    // Ethernet, IPv4, and the lengths of their addresses.
    private static readonly byte[] s_arpOfIp4 = [0, 1, 8, 0, 6, 4];

    private static readonly IPNetwork s_linkLocal = IPNetwork.Parse("fe80::/10");

    private const byte Udp = 17, Icmp6 = 58;
    private const byte RouterAdvertisement = 134, NeighbourAdvertisement = 136, Redirect = 137;

    public static void Write(NftTransaction table, string tap, MacAddress address, AntiSpoof allowed)
    {
        byte[] mac = new byte[MacAddress.Length];
        address.CopyTo(mac);
        table.AddOwnedTable();
        foreach (string chain in (ReadOnlySpan<string>)["arp", "ip4", "ip4-source", "ip6", "ip6-whole", "ip6-source", "neighbour"])
            table.AddChain(chain);
        table.AddIngressChain("machine", tap);

        table.AddRule("machine", Ethernet(6, 6), IsNot(mac), Drop);
        table.AddRule("machine", Protocol, Is(s_arp), Goto("arp"));
        table.AddRule("machine", Protocol, Is(s_ip4), Goto("ip4"));
        table.AddRule("machine", Protocol, Is(s_ip6), Goto("ip6"));
        table.AddRule("machine", Protocol, Is(s_rarp), Goto("arp"));
        WriteArp(table, mac, allowed);
        WriteIp4(table, allowed);
        WriteIp6(table, allowed);
    }

    // RARP has the form of ARP. QEMU's has no IP addresses in it.
    private static void WriteArp(NftTransaction table, byte[] mac, AntiSpoof allowed)
    {
        table.AddRule("arp", Network(0, 6), IsNot(s_arpOfIp4), Drop);
        table.AddRule("arp", Network(8, 6), IsNot(mac), Drop);
        if (allowed.Addresses.Count == 0)
        {
            table.AddRule("arp", Accept);
            return;
        }

        foreach (IPNetwork network in allowed.Of(AddressFamily.InterNetwork))
            table.AddRule("arp", Network(14, 4), Prefix(network.PrefixLength, 4), Is(network.BaseAddress.GetAddressBytes()), Accept);
        table.AddRule("arp", Network(14, 4), Is(0, 0, 0, 0), Accept); // whoever asks whether an address is free has none yet
    }

    private static void WriteIp4(NftTransaction table, AntiSpoof allowed)
    {
        table.AddRule("ip4", Network(6, 2), Mask(0x1F, 0xFF), IsNot(0, 0), Goto("ip4-source")); // a fragment after the first has no ports
        if (!allowed.MayServeDhcp)
            table.AddRule("ip4", TransportProtocol, Is(Udp), Transport(0, 2), Is(0, 67), Drop);
        table.AddRule("ip4", Goto("ip4-source"));
        if (allowed.Addresses.Count == 0)
        {
            table.AddRule("ip4-source", Accept);
            return;
        }

        foreach (IPNetwork network in allowed.Of(AddressFamily.InterNetwork))
            table.AddRule("ip4-source", Network(12, 4), Prefix(network.PrefixLength, 4), Is(network.BaseAddress.GetAddressBytes()), Accept);
        table.AddRule("ip4-source", Network(12, 4), Is(0, 0, 0, 0), TransportProtocol, Is(Udp), Transport(0, 4), Is(0, 68, 0, 67), Accept);
    }

    private static void WriteIp6(NftTransaction table, AntiSpoof allowed)
    {
        // A first fragment that leaves what it is to a later one (RFC 7112) has nothing to be read here: it ends at the policy. A later one is nothing without it.
        table.AddRule("ip6", FragmentHeader(2), Mask(0xFF, 0xF8), IsNot(0, 0), Goto("ip6-source"));
        table.AddRule("ip6", TransportProtocol, Transport(0, 4), Goto("ip6-whole"));
        if (!allowed.MayAdvertiseRoutes)
        {
            table.AddRule("ip6-whole", TransportProtocol, Is(Icmp6), Transport(0, 1), Is(RouterAdvertisement), Drop);
            table.AddRule("ip6-whole", TransportProtocol, Is(Icmp6), Transport(0, 1), Is(Redirect), Drop);
        }

        if (!allowed.MayServeDhcp)
            table.AddRule("ip6-whole", TransportProtocol, Is(Udp), Transport(0, 2), Is(547 >> 8, 547 & 0xFF), Drop);
        if (allowed.Addresses.Count == 0)
        {
            table.AddRule("ip6-whole", Accept);
            table.AddRule("ip6-source", Accept);
            return;
        }

        IPNetwork[] networks = [.. allowed.Of(AddressFamily.InterNetworkV6)];
        if (networks.Length == 0)
            return;
        if (!networks.Any(static network => network.BaseAddress.IsIPv6LinkLocal))
            networks = [.. networks, s_linkLocal];
        table.AddRule("ip6-whole", TransportProtocol, Is(Icmp6), Transport(0, 1), Is(NeighbourAdvertisement), Jump("neighbour"));
        table.AddRule("ip6-whole", Goto("ip6-source"));
        foreach (IPNetwork network in networks)
        {
            byte[] value = network.BaseAddress.GetAddressBytes();
            table.AddRule("neighbour", Transport(8, 16), Prefix(network.PrefixLength, 16), Is(value), Return);
            table.AddRule("ip6-source", Network(8, 16), Prefix(network.PrefixLength, 16), Is(value), Accept);
        }

        table.AddRule("neighbour", Drop);
        // Whoever looks whether an address is free, or joins a group for that, has none yet.
        table.AddRule("ip6-source", Network(8, 16), Is(new byte[16]), TransportProtocol, Is(Icmp6), Accept);
    }
}
