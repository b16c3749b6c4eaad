using VirtCore.Netlink;
using Xunit;

namespace VirtCore.LiveTests.Netlink;

/// <summary>Shares of what a bridge gives out.</summary>
public sealed class FloorTests : NetlinkTest
{
    [Fact]
    public async Task A_share_is_there_with_its_tap_and_gone_with_it()
    {
        int bridge = Bridge();
        using (TapNetwork one = await AttachAsync(1, 400_000))
        {
            Assert.Equal([new BandwidthFloor(one.Address, 400_000) { Number = 3 }], Route.GetBandwidthFloors(bridge));
            Assert.Matches("class htb 1:3 parent 1:1 .*rate 3200Kbit ceil 8Mbit", Tc("class"));
            Assert.Contains("flowid 1:3", Tc("filter"), StringComparison.Ordinal);
            using TapNetwork two = await AttachAsync(2, 600_000);
            InvalidOperationException none = await Assert.ThrowsAsync<InvalidOperationException>(async () => await AttachAsync(3, 1));
            Assert.Contains("gives out 1000000, of which 1000000 are given", none.Message, StringComparison.Ordinal);
        }

        Assert.Empty(Route.GetBandwidthFloors(bridge));
        Assert.Equal(["br0", "lo"], Route.GetLinks().Select(static link => link.Name).Order());
        Assert.DoesNotContain("1:3", Tc("class"), StringComparison.Ordinal);
        Assert.DoesNotContain("flowid", Tc("filter"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_dead_host_leaves_of_its_shares_the_next_one_clears_away()
    {
        int bridge = Bridge();
        TapNetwork dead = await AttachAsync(1, 700_000);
        dead.Release();
        Assert.Single(Route.GetBandwidthFloors(bridge));
        using TapNetwork next = await AttachAsync(2, 800_000);
        Assert.Equal(next.Address, Assert.Single(Route.GetBandwidthFloors(bridge)).Address);
    }

    [Fact]
    public async Task A_machine_that_comes_again_gets_its_share_anew()
    {
        int bridge = Bridge();
        (await AttachAsync(1, 700_000)).Release();
        using TapNetwork again = await AttachAsync(1, 800_000);
        Assert.Equal(new BandwidthFloor(again.Address, 800_000) { Number = 4 }, Assert.Single(Route.GetBandwidthFloors(bridge)));
    }

    [Fact]
    public async Task A_machine_that_moves_keeps_its_share_when_its_old_place_goes()
    {
        int bridge = Bridge();
        TapNetwork source = await AttachAsync(1, 700_000);
        using TapNetwork target = await AttachAsync(1, 700_000);
        source.Dispose();
        Assert.Equal(700_000UL, Assert.Single(Route.GetBandwidthFloors(bridge)).BytesPerSecond);
    }

    [Fact]
    public async Task A_class_of_somebody_else_is_left_alone()
    {
        int bridge = Bridge();
        RunIn(Namespace, Requires.Tc(), ["class", "add", "dev", "br0", "parent", "1:1", "classid", "1:3", "htb", "rate", "1kbit"]);
        using (TapNetwork one = await AttachAsync(1, 400_000).AsTask().WaitAsync(Patience.Seconds(20)))
            Assert.Equal(4, Assert.Single(Route.GetBandwidthFloors(bridge)).Number);
        Assert.Contains("1:3", Tc("class"), StringComparison.Ordinal);
        Assert.DoesNotContain("1:4", Tc("class"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_share_of_nothing_is_refused_and_leaves_nothing()
    {
        Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "br0" });
        InvalidOperationException none = await Assert.ThrowsAsync<InvalidOperationException>(async () => await AttachAsync(1, 1000));
        Assert.Contains("SetBandwidthPool", none.Message, StringComparison.Ordinal);
        Assert.Equal(["br0", "lo"], Route.GetLinks().Select(static link => link.Name).Order());
        Assert.Throws<ArgumentException>(() => Route.SetBandwidth(1, new Bandwidth(new BandwidthLimit(1000) { FloorBytesPerSecond = 10 }, null)));
        await Assert.ThrowsAsync<ArgumentException>(async () => await AttachAsync(1, ulong.MaxValue));
        await Assert.ThrowsAsync<ArgumentException>(async () => await AttachAsync(1, 0));
    }

    [Fact]
    public void Rates_beyond_32_bits_are_kept()
    {
        int bridge = Bridge();
        Route.SetBandwidthPool(bridge, 12_500_000_000);
        Route.AddFloor(bridge, MacAddress.Parse("52:54:00:00:00:01"), 5_000_000_000);
        Assert.Equal(5_000_000_000UL, Assert.Single(Route.GetBandwidthFloors(bridge)).BytesPerSecond);
        Assert.Matches("class htb 1:3 parent 1:1 .*rate 40Gbit ceil 100Gbit", Tc("class"));
        Assert.True(Route.RemoveBandwidthPool(bridge));
        Assert.False(Route.RemoveBandwidthPool(bridge));
    }

    private int Bridge()
    {
        Link bridge = Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "br0", IsUp = true });
        Route.SetBandwidthPool(bridge.Index, 1_000_000);
        return bridge.Index;
    }

    // tc has no JSON for HTB.
    private string Tc(string what) => RunIn(Namespace, Requires.Tc(), [what, "show", "dev", "br0"]);

    private ValueTask<TapNetwork> AttachAsync(byte number, ulong floor) => TapNetwork.AttachAsync(
        "br0", new MacAddress([0x52, 0x54, 0, 0, 0, number]), new Bandwidth(new BandwidthLimit(1_000_000) { FloorBytesPerSecond = floor }, null), tap: new TapOptions { NetworkNamespace = Namespace });
}
