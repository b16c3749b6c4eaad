using System.Net;
using VirtCore.Host;
using VirtCore.Netlink;

namespace VirtCore.LiveTests.Readme;

/// <summary>README's example of a network. A test compares the text between the marks with README's.</summary>
internal static class NetlinkExample
{
    public static async Task<IReadOnlyList<PassedDescriptor>> RunAsync(NetworkNamespace place)
    {
        // README begins
        using Rtnetlink network = Rtnetlink.Open(place); // a NetworkNamespace; without one, this process's own
        Link bridge = network.CreateLink(new BridgeLink(), new LinkSettings { Name = "br0", IsUp = true });
        network.AddAddress(new LinkAddress { Link = bridge.Index, Address = IPAddress.Parse("192.0.2.1"), PrefixLength = 24 });

        // A machine's card: a tap at the bridge, limited, and kept from sending in another's name.
        // It lives as long as its descriptors: pass them to QEMU, and it is gone with the last process that has them.
        using TapNetwork card = await TapNetwork.AttachAsync(
            "br0",
            MacAddress.Parse("52:54:00:12:34:56"),
            new Bandwidth(Inbound: new BandwidthLimit(10_000_000) { BurstBytes = 1 << 20 }, Outbound: null),
            new AntiSpoof { Addresses = [IPNetwork.Parse("192.0.2.10/32")] },
            new TapOptions { Queues = 2, NetworkNamespace = place },
            new BridgePort { Isolated = true });
        PassedDescriptor[] descriptors = [.. card.Handles.Select((handle, i) => new PassedDescriptor(handle, 10 + i))];
        Console.WriteLine($"-netdev tap,id=net0,fds=10:11 -device virtio-net-pci,netdev=net0,mq=on,mac={card.Address}");

        foreach (Link link in network.GetLinks())
            Console.WriteLine($"{link.Index} {link.Name} {link.Kind} {link.State} {link.Statistics?.RxBytes}");
        // README ends
        return descriptors;
    }
}
