using System.Diagnostics;
using System.Globalization;
using System.Net;
using VirtCore.Netlink;
using Xunit;
using static Tmds.Linux.LibC;

namespace VirtCore.LiveTests.Netlink;

/// <summary>Traffic that really flows, between namespaces at a bridge, and what limits it.</summary>
public sealed class TrafficTests : NetlinkTest
{
    private const double Tolerance = 0.15;

    // An emulated CPU sends little, and stands still now and then: the bucket, of 64 KiB at least, is to last for longer than that.
    private static readonly ulong s_rate = Patience.Factor > 1 ? 50_000ul : 1_000_000;
    private static readonly double s_seconds = Patience.Factor > 1 ? 8 : 4;

    private readonly List<NetworkNamespace> _places = [];
    private readonly List<Process> _processes = [];

    [Fact]
    public async Task What_a_machine_receives_is_held_to_its_limit()
    {
        Bridge();
        Port(1);
        int port = Port(2);
        Route.SetBandwidth(port, new Bandwidth(new BandwidthLimit(s_rate), null));
        HeldTo(s_rate, await MeasureAsync(_places[0], 2));
    }

    [Fact]
    public async Task What_a_machine_sends_is_held_to_its_limit()
    {
        Bridge();
        int port = Port(1);
        Port(2);
        try
        {
            Route.SetBandwidth(port, new Bandwidth(null, new BandwidthLimit(s_rate)));
        }
        catch (NetlinkException lacking) when (lacking.Errno == ENOENT)
        {
            Requires.Missing("police", lacking.Message);
        }

        HeldTo(s_rate, await MeasureAsync(_places[0], 2));
    }

    [Fact]
    public async Task A_machine_with_a_floor_gets_it_from_a_crowded_bridge()
    {
        ulong floor = s_rate * 3 / 4;
        int bridge = Bridge();
        Port(1);
        Port(2);
        Route.SetBandwidthPool(bridge, s_rate);
        Route.AddFloor(bridge, AddressOf(1), floor);
        // Each is sent to before the other is measured, so that both are all the time.
        await MeasureAsync(Namespace, 2);
        double first = await MeasureAsync(Namespace, 1), second = await ReceiveAsync(2);
        Assert.True(first > floor * (1 - Tolerance), $"With a floor of {floor} bytes a second {first} came.");
        HeldTo(s_rate, first + second);
    }

    [Fact]
    public async Task Without_a_limit_more_comes()
    {
        Bridge();
        Port(1);
        Port(2);
        double got = await MeasureAsync(_places[0], 2);
        Assert.True(got > s_rate * 1.5, $"Only {got} bytes a second came, so that the limits of the other tests show nothing.");
    }

    protected override async ValueTask CleanUpAsync()
    {
        foreach (Process process in _processes)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _places.ForEach(static place => place.Dispose());
        await base.CleanUpAsync();
    }

    private static void HeldTo(double rate, double got) => Assert.InRange(got, rate * (1 - Tolerance), rate * (1 + Tolerance));

    private static MacAddress AddressOf(int number) => new([0x52, 0x54, 0, 0, 0, (byte)number]);

    private static IPAddress IpOf(int number) => new([10, 0, 0, (byte)number]);

    private int Bridge()
    {
        SwitchBridgeNetfilterOff();
        Link bridge = Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "br0", IsUp = true });
        Route.AddAddress(new LinkAddress { Link = bridge.Index, Address = IpOf(100), PrefixLength = 24 });
        return bridge.Index;
    }

    // A namespace with a card at the bridge: the port's index.
    private int Port(int number)
    {
        var place = NetworkNamespace.Create();
        _places.Add(place);
        Route.TryGetLink("br0", out Link? bridge);
        Link port = Route.CreateLink(
            new VethLink { Peer = new LinkSettings { Name = "eth0", NetworkNamespace = place.Handle, Address = AddressOf(number) } },
            new LinkSettings { Name = $"port{number}", Master = bridge!.Index, IsUp = true });
        using Rtnetlink inside = Rtnetlink.Open(place);
        Assert.True(inside.TryGetLink("eth0", out Link? card));
        inside.ChangeLink(card.Index, new LinkSettings { IsUp = true });
        inside.AddAddress(new LinkAddress { Link = card.Index, Address = IpOf(number), PrefixLength = 24 });
        return port.Index;
    }

    // From then on it is sent to, to the test's end.
    private Task<double> MeasureAsync(NetworkNamespace from, int to) => ReceiveAsync(to, () => Start(from, TrafficController.Send, to, 600));

    private async Task<double> ReceiveAsync(int at, Action? begin = null)
    {
        Process receiver = Start(_places[at - 1], TrafficController.Receive, at, s_seconds);
        Assert.Equal("ready", await receiver.StandardOutput.ReadLineAsync().WaitAsync(Patience.Seconds(20)));
        begin?.Invoke();
        string? rate = await receiver.StandardOutput.ReadLineAsync().WaitAsync(Patience.Seconds(20));
        return double.Parse(rate!, CultureInfo.InvariantCulture);
    }

    private Process Start(NetworkNamespace place, string mode, int to, double seconds)
    {
        Process process = Controllers.Run([
            "nsenter", $"--net={PathOf(place)}",
            .. Controllers.CommandLine(TrafficController.Name, mode, IpOf(to).ToString(), seconds.ToString(CultureInfo.InvariantCulture))]);
        _processes.Add(process);
        return process;
    }
}
