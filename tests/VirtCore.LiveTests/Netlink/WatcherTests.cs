using System.Net;
using VirtCore.Interop.Uapi;
using VirtCore.Netlink;
using Xunit;

namespace VirtCore.LiveTests.Netlink;

/// <summary>Watching, also by a reader that is too slow.</summary>
public sealed class WatcherTests : NetlinkTest
{
    [Fact]
    public async Task Links_come_change_and_go()
    {
        using NetlinkWatcher<Link> watcher = NetlinkWatcher.OfLinks(Namespace);
        await using IAsyncEnumerator<NetlinkChange<Link>> changes = watcher.ReadAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();
        Assert.Equal((NetlinkChangeKind.Added, "lo"), await NextAsync(changes));
        Link bridge = Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "br0" });
        Assert.Equal((NetlinkChangeKind.Added, "br0"), await NextAsync(changes));
        Route.ChangeLink(bridge.Index, new LinkSettings { Mtu = 1300 });
        Assert.Equal((NetlinkChangeKind.Changed, "br0"), await NextAsync(changes));
        Assert.Equal(1300u, changes.Current.Item.Mtu);
        Route.DeleteLink(bridge.Index);
        while ((await NextAsync(changes)).Kind != NetlinkChangeKind.Removed)
        {
        }

        Assert.Equal((bridge.Index, 0), (changes.Current.Item.Index, watcher.Resyncs));
    }

    [Fact]
    public async Task Addresses_routes_and_neighbours_are_told_of()
    {
        using NetlinkWatcher<LinkAddress> addresses = NetlinkWatcher.OfAddresses(Namespace);
        using NetlinkWatcher<Route> routes = NetlinkWatcher.OfRoutes(Namespace);
        using NetlinkWatcher<Neighbour> neighbours = NetlinkWatcher.OfNeighbours(Namespace);
        Link bridge = Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "br0", IsUp = true });
        Route.AddAddress(new LinkAddress { Link = bridge.Index, Address = IPAddress.Parse("10.1.2.3"), PrefixLength = 24 });
        Route.SetNeighbour(new Neighbour { Link = bridge.Index, Address = IPAddress.Parse("10.1.2.9"), LinkAddress = MacAddress.Parse("52:54:00:00:00:09") });
        await UntilAsync(addresses, static change => change is { Kind: NetlinkChangeKind.Added, Item.PrefixLength: 24 });
        await UntilAsync(routes, static change => change.Kind == NetlinkChangeKind.Added && change.Item.Destination?.ToString() == "10.1.2.0/24");
        await UntilAsync(neighbours, static change => change.Kind == NetlinkChangeKind.Added && change.Item.Address.ToString() == "10.1.2.9");
    }

    [Fact]
    public async Task Rules_come_and_go()
    {
        using NetlinkWatcher<Rule> rules = NetlinkWatcher.OfRules(Namespace);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        enough.CancelAfter(Patience.Seconds(10));
        await using IAsyncEnumerator<NetlinkChange<Rule>> changes = rules.ReadAllAsync(enough.Token).GetAsyncEnumerator(enough.Token);
        Assert.True(await changes.MoveNextAsync());
        var rule = new Rule { Family = System.Net.Sockets.AddressFamily.InterNetworkV6, Priority = 77, Source = IPNetwork.Parse("fd00::/64"), Table = 500 };
        Route.AddRule(rule);
        while (changes.Current.Item != rule)
            Assert.True(await changes.MoveNextAsync());
        Assert.Equal(NetlinkChangeKind.Added, changes.Current.Kind);
        Route.DeleteRule(rule);
        Assert.True(await changes.MoveNextAsync());
        Assert.Equal(new NetlinkChange<Rule>(NetlinkChangeKind.Removed, rule), changes.Current);
    }

    [Fact]
    public async Task A_reader_that_sleeps_ends_with_the_true_state()
    {
        const int Count = 400;
        using NetlinkWatcher<Link> watcher = NetlinkWatcher.OfLinks(Namespace, receiveBufferBytes: 4096);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using IAsyncEnumerator<NetlinkChange<Link>> changes = watcher.ReadAllAsync(enough.Token).GetAsyncEnumerator();
        var seen = new Dictionary<int, Link>();
        await TakeAsync(changes, seen);
        for (int i = 0; i < Count; i++)
        {
            Link made = Route.CreateLink(new BridgeLink(), new LinkSettings { Name = $"br{i}" });
            if (i % 2 == 0)
                Route.DeleteLink(made.Index);
        }

        Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "last" });
        while (!seen.Values.Any(static link => link.Name == "last") || seen.Count != (Count / 2) + 2)
            await TakeAsync(changes, seen);
        Assert.True(watcher.Resyncs > 0, "The buffer has not overflowed: the test shows nothing.");
        Assert.Equal(Route.GetLinks().Select(static link => (link.Index, link.Name)).Order(), seen.Values.Select(static link => (link.Index, link.Name)).Order());
    }

    [Fact]
    public async Task A_storm_of_5_000_links_ends_with_the_true_state()
    {
        const int Pairs = 2500, Batch = 100;
        using NetlinkWatcher<Link> watcher = NetlinkWatcher.OfLinks(Namespace, receiveBufferBytes: 4096);
        await using IAsyncEnumerator<NetlinkChange<Link>> changes = watcher.ReadAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();
        var seen = new Dictionary<int, Link>();
        await TakeAsync(changes, seen);
        for (int i = 0; i < Pairs; i += Batch)
        {
            // Two of three are deleted again, while nobody reads.
            NetlinkException?[] results = Route.Connection.ExecuteAll([.. Enumerable.Range(i, Batch).Select(static pair => new NetlinkRequest(
                RTM.RTM_NEWLINK, NL.NLM_F_ACK | NL.NLM_F_CREATE | NL.NLM_F_EXCL, "make a pair", (ref writer) => LinkCodec.Write(
                    ref writer, 0, new LinkSettings { Name = $"a{pair}", Group = Group(pair) }, new VethLink { Peer = new LinkSettings { Name = $"b{pair}", Group = Group(pair) } })))]);
            Assert.All(results, Assert.Null);
        }

        Assert.Equal(1 + (2 * Pairs), Route.GetLinks().Count);
        Assert.True(Route.DeleteLinks(2));
        Assert.False(Route.DeleteLinks(2));
        Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "last" });
        List<Link> truth = [.. Route.GetLinks()];
        Assert.Equal(2 + (2 * 834), truth.Count);
        while (seen.Count != truth.Count || !seen.Values.Any(static link => link.Name == "last"))
            await TakeAsync(changes, seen);
        Assert.True(watcher.Resyncs > 0, "The buffer has not overflowed: the test shows nothing.");
        Assert.Equal(truth.Select(static link => (link.Index, link.Name)).Order(), seen.Values.Select(static link => (link.Index, link.Name)).Order());
        static uint Group(int pair) => pair % 3 == 0 ? 1u : 2u;
    }

    [Fact]
    public async Task Two_hundred_subscribers_all_see_a_storm_to_its_end()
    {
        const int Subscribers = 200, Links = 40;
        NetlinkWatcher<Link>[] watchers = [.. Enumerable.Range(0, Subscribers).Select(_ => NetlinkWatcher.OfLinks(Namespace, receiveBufferBytes: 4096))];
        try
        {
            Task<string[]>[] readers = [.. watchers.Select(static watcher => Task.Run(async () =>
            {
                var seen = new Dictionary<int, string>();
                await foreach (NetlinkChange<Link> change in watcher.ReadAllAsync(TestContext.Current.CancellationToken))
                {
                    if (change.Kind == NetlinkChangeKind.Removed)
                        seen.Remove(change.Item.Index);
                    else
                        seen[change.Item.Index] = change.Item.Name;
                    if (seen.ContainsValue("last") && seen.Count == (Links / 2) + 2)
                        break;
                }

                return seen.Values.Order(StringComparer.Ordinal).ToArray();
            }))];
            for (int i = 0; i < Links; i++)
            {
                Link link = Route.CreateLink(new BridgeLink(), new LinkSettings { Name = $"br{i}" });
                if (i % 2 == 0)
                    Route.DeleteLink(link.Index);
            }

            Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "last" });
            string[] truth = [.. Route.GetLinks().Select(static link => link.Name).Order(StringComparer.Ordinal)];
            foreach (string[] seen in await Task.WhenAll(readers).WaitAsync(Patience.Seconds(60)))
                Assert.Equal(truth, seen);
        }
        finally
        {
            Array.ForEach(watchers, static watcher => watcher.Dispose());
        }
    }

    [Fact]
    public async Task Watching_ends_when_it_is_cancelled_or_disposed()
    {
        using NetlinkWatcher<Link> watcher = NetlinkWatcher.OfLinks(Namespace);
        using var cancelled = new CancellationTokenSource();
        await using IAsyncEnumerator<NetlinkChange<Link>> changes = watcher.ReadAllAsync(cancelled.Token).GetAsyncEnumerator();
        await changes.MoveNextAsync();
        ValueTask<bool> next = changes.MoveNextAsync();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);

        await using IAsyncEnumerator<NetlinkChange<Link>> again = watcher.ReadAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();
        ValueTask<bool> last = again.MoveNextAsync();
        watcher.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await last);
    }

    private static async Task<(NetlinkChangeKind Kind, string Name)> NextAsync(IAsyncEnumerator<NetlinkChange<Link>> changes)
    {
        Assert.True(await changes.MoveNextAsync().AsTask().WaitAsync(Patience.Seconds(10)));
        return (changes.Current.Kind, changes.Current.Item.Name);
    }

    private static async Task TakeAsync(IAsyncEnumerator<NetlinkChange<Link>> changes, Dictionary<int, Link> seen)
    {
        await NextAsync(changes);
        if (changes.Current.Kind == NetlinkChangeKind.Removed)
            Assert.True(seen.Remove(changes.Current.Item.Index));
        else
            seen[changes.Current.Item.Index] = changes.Current.Item;
    }

    private static async Task UntilAsync<T>(NetlinkWatcher<T> watcher, Func<NetlinkChange<T>, bool> found) where T : class
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        enough.CancelAfter(Patience.Seconds(10));
        await foreach (NetlinkChange<T> change in watcher.ReadAllAsync(enough.Token))
        {
            if (found(change))
                return;
        }
    }
}
