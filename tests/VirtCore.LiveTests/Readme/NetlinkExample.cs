using VirtCore.Netlink;

namespace VirtCore.LiveTests.Readme;

/// <summary>README's example of a network. A test compares the text between the marks with README's.</summary>
internal static class NetlinkExample
{
    public static void Run(NetworkNamespace place)
    {
        // README begins
        using Rtnetlink network = Rtnetlink.Open(place); // a NetworkNamespace; without one, this process's own
        Link bridge = network.CreateLink(new BridgeLink { Stp = false }, new LinkSettings { Name = "br0", IsUp = true });

        // A tap that its descriptors hold: it is gone with the last of them, whoever dies. QEMU takes them as fds.
        using Tap tap = Tap.Create(new TapOptions { Name = "vm%d", Queues = 2, NetworkNamespace = place });
        if (!network.TryGetLink(tap.Name, out Link? link))
            throw new InvalidOperationException($"{tap.Name} has gone.");
        network.ChangeLink(link.Index, new LinkSettings { Master = bridge.Index, IsUp = true, Alias = "web-1" });
        network.ChangeLink(link.Index, new LinkSettings { Port = new BridgePort { Isolated = true, Learning = false } });
        network.AddForwardingEntry(new ForwardingEntry { Link = link.Index, Address = MacAddress.Parse("52:54:00:12:34:56") });
        network.SetBandwidth(link.Index, new Bandwidth(Inbound: new BandwidthLimit(10_000_000) { BurstBytes = 1 << 20 }, Outbound: null));

        foreach (Link one in network.GetLinks())
            Console.WriteLine($"{one.Index} {one.Name} {one.Kind} {one.State} {one.Statistics?.RxBytes}");
        // README ends
    }
}
