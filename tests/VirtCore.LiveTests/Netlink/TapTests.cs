using System.Text.Json;
using VirtCore.Netlink;
using Xunit;
using static Tmds.Linux.LibC;

namespace VirtCore.LiveTests.Netlink;

/// <summary>Taps that are held by their descriptors, and what limits them.</summary>
public sealed partial class TapTests : NetlinkTest
{
    [Fact]
    public void A_tap_lives_as_long_as_its_descriptors()
    {
        string name;
        using (Tap tap = Tap.Create(new TapOptions { NetworkNamespace = Namespace, Queues = 3 }))
        {
            name = tap.Name;
            Assert.Equal(("tap0", 3), (tap.Name, tap.Queues.Count));
            Assert.True(Route.TryGetLink(tap.Name, out Link? link));
            TunLink kind = Assert.IsType<TunLink>(link.Settings);
            Assert.Equal((true, true, false, 3u), (kind.VnetHeader, kind.MultiQueue, kind.Persistent, kind.Queues));
            JsonElement data = Ip("link", "show", "tap0")[0].GetProperty("linkinfo").GetProperty("info_data");
            Assert.Equal(("tap", true, true, false, 3), (data.GetProperty("type").GetString(), data.GetProperty("vnet_hdr").GetBoolean(), data.GetProperty("multi_queue").GetBoolean(), data.GetProperty("persist").GetBoolean(), data.GetProperty("numqueues").GetInt32()));
        }

        Assert.False(Route.TryGetLink(name, out _));
    }

    [Fact]
    public void A_name_that_is_taken_is_not_shared()
    {
        using Tap tap = Tap.Create(new TapOptions { NetworkNamespace = Namespace, Name = "vm0" });
        KernelException refused = Assert.Throws<KernelException>(() => Tap.Create(new TapOptions { NetworkNamespace = Namespace, Name = "vm0" }));
        Assert.Equal(EBUSY, refused.Errno);
        Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "br0" });
        Assert.Throws<KernelException>(() => Tap.Create(new TapOptions { NetworkNamespace = Namespace, Name = "br0" }));
    }

    [Fact]
    public void A_persistent_tap_stays_until_it_is_deleted()
    {
        using (Tap.Create(new TapOptions { NetworkNamespace = Namespace, Name = "vm0", Persistent = true, Owner = 1000 }))
        {
        }

        Assert.True(Route.TryGetLink("vm0", out Link? link));
        Assert.Equal(1000u, Assert.IsType<TunLink>(link.Settings).Owner);
        Assert.True(Route.DeleteLink(link.Index));
    }

    [Fact]
    public void A_limit_is_what_tc_says_that_it_is()
    {
        using Tap tap = Tap.Create(new TapOptions { NetworkNamespace = Namespace, Name = "vm0" });
        Assert.True(Route.TryGetLink("vm0", out Link? link));
        Route.SetBandwidth(link.Index, new Bandwidth(new BandwidthLimit(1_250_000) { BurstBytes = 100_000 }, null));
        JsonElement queue = Tc("qdisc", "show", "dev", "vm0").EnumerateArray().Single(static queue => queue.GetProperty("kind").GetString() == "tbf");
        JsonElement options = queue.GetProperty("options");
        Assert.Equal(1_250_000, options.GetProperty("rate").GetInt64());
        Assert.InRange(options.GetProperty("burst").GetInt64(), 99_000, 101_000);
        Route.SetBandwidth(link.Index, new Bandwidth(new BandwidthLimit(2_500_000) { PeakBytesPerSecond = 5_000_000 }, null));
        Route.SetBandwidth(link.Index, new Bandwidth(new BandwidthLimit(2_500_000), null));
        queue = Tc("qdisc", "show", "dev", "vm0").EnumerateArray().Single(static queue => queue.GetProperty("kind").GetString() == "tbf");
        Assert.Equal(2_500_000, queue.GetProperty("options").GetProperty("rate").GetInt64());
        Route.SetBandwidthPool(link.Index, 1_000_000);
        Route.SetBandwidth(link.Index, new Bandwidth(new BandwidthLimit(2_500_000), null));
        Assert.True(Route.RemoveBandwidth(link.Index));
        Assert.False(Route.RemoveBandwidth(link.Index));
        Assert.DoesNotContain("tbf", Tc("qdisc", "show", "dev", "vm0").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_machine_sends_is_policed()
    {
        using Tap tap = Tap.Create(new TapOptions { NetworkNamespace = Namespace, Name = "vm0" });
        Assert.True(Route.TryGetLink("vm0", out Link? link));
        try
        {
            Route.SetBandwidth(link.Index, new Bandwidth(new BandwidthLimit(1_000_000), new BandwidthLimit(500_000)));
        }
        catch (NetlinkException lacking) when (lacking.Errno == ENOENT)
        {
            // All of it or nothing.
            Assert.DoesNotContain("tbf", Tc("qdisc", "show", "dev", "vm0").ToString(), StringComparison.Ordinal);
            Requires.Missing("police", lacking.Message);
        }

        // tc has no JSON for a policer.
        string Filter() => RunIn(Namespace, Requires.Tc(), ["filter", "show", "dev", "vm0", "parent", "ffff:"]);
        Assert.Matches(@"matchall[\s\S]*police 0x\w+ rate 4Mbit burst \S+ mtu 64Kb action drop", Filter());
        foreach (ulong rate in (ReadOnlySpan<ulong>)[1_000_000, 2_000_000, 3_000_000])
        {
            Route.SetBandwidth(link.Index, new Bandwidth(null, new BandwidthLimit(rate)));
            Assert.Equal($"rate {rate * 8 / 1_000_000}Mbit", Assert.Single(PolicedRate().Matches(Filter())).Value);
        }

        Assert.DoesNotContain("tbf", Tc("qdisc", "show", "dev", "vm0").ToString(), StringComparison.Ordinal);
        Route.SetBandwidth(link.Index, new Bandwidth(null, null));
        Assert.False(Route.RemoveBandwidth(link.Index));
    }

    [Fact]
    public void A_limit_that_is_none_is_refused_here()
    {
        Assert.Throws<ArgumentException>(() => Route.SetBandwidth(1, new Bandwidth(new BandwidthLimit(0), null)));
        Assert.Throws<ArgumentException>(() => Route.SetBandwidth(1, new Bandwidth(new BandwidthLimit(1000) { PeakBytesPerSecond = 10 }, null)));
        Assert.Throws<ArgumentException>(() => Route.SetBandwidth(1, new Bandwidth(null, new BandwidthLimit(1000) { PeakBytesPerSecond = 2000 })));
        NetlinkException nobody = Assert.Throws<NetlinkException>(() => Route.SetBandwidth(12345, new Bandwidth(new BandwidthLimit(1000), null)));
        Assert.Equal(ENODEV, nobody.Errno);
    }

    [System.Text.RegularExpressions.GeneratedRegex("rate [0-9]+Mbit")]
    private static partial System.Text.RegularExpressions.Regex PolicedRate();

    private JsonElement Tc(params string[] arguments) => JsonElement.Parse(RunIn(Namespace, Requires.Tc(), ["-j", .. arguments]));
}
