using System.Diagnostics;
using System.Text.Json;
using VirtCore.Host;
using VirtCore.Netlink;
using Xunit;
using static Tmds.Linux.LibC;

namespace VirtCore.LiveTests.Netlink;

/// <summary>A machine's place at a bridge: whole or not at all, and gone with its descriptors.</summary>
public sealed class TapNetworkTests : NetlinkTest
{
    private static readonly MacAddress s_machine = MacAddress.Parse("52:54:00:00:00:01"), s_other = MacAddress.Parse("52:54:00:00:00:02");

    [Fact]
    public async Task It_is_there_with_all_of_it_and_then_gone_with_all_of_it()
    {
        Link bridge = Bridge();
        string before = Everything();
        using (TapNetwork network = await AttachAsync(new Bandwidth(new BandwidthLimit(1_000_000), null), new AntiSpoof(), queues: 2))
        {
            JsonElement link = Ip("link", "show", network.Name)[0];
            Assert.Equal(
                ("br0", 1400, "fe:54:00:00:00:01", network.Index),
                (link.GetProperty("master").GetString(), link.GetProperty("mtu").GetInt32(), link.GetProperty("address").GetString(), link.GetProperty("ifindex").GetInt32()));
            Assert.Contains("UP", link.GetProperty("flags").EnumerateArray().Select(static flag => flag.GetString()));
            Assert.Equal("tbf", link.GetProperty("qdisc").GetString());
            Assert.Equal((2, 3), (network.Queues.Count, network.Handles.Count));
            Assert.Contains(network.Filter!.Table, Nft("list", "tables"), StringComparison.Ordinal);
            Assert.Equal(bridge.Address, Route.GetLinks().Single(static link => link.Name == "br0").Address);
        }

        Assert.Equal(before, Everything());
    }

    [Fact]
    public async Task Released_it_lives_on_with_whoever_else_has_its_descriptors()
    {
        Bridge();
        string before = Everything();
        await using ProcessLauncher launcher = await ProcessLauncher.StartAsync();
        TapNetwork network = await AttachAsync(null, new AntiSpoof());
        await using SupervisedProcess heir = await launcher.LaunchAsync(new LaunchRequest
        {
            FileName = "/bin/sleep",
            Arguments = ["1000"],
            StateDirectory = Directory.CreateDirectory(Path.Combine(PrivateDirectory, "state")).FullName,
            Descriptors = [.. network.Handles.Select(static (handle, i) => new PassedDescriptor(handle, 3 + i))],
        });
        network.Release();
        Assert.Contains(network.Name, Everything(), StringComparison.Ordinal);
        Assert.Contains(network.Filter!.Table, Nft("list", "tables"), StringComparison.Ordinal);
        heir.Lifeline.Cut();
        await heir.GuardLost.WaitAsync(Patience.Seconds(10));
        Assert.Equal(before, Everything());
    }

    [Fact]
    public async Task Dispose_takes_it_from_whoever_has_its_descriptors()
    {
        Bridge();
        string before = Everything();
        TapNetwork network = await AttachAsync(null, new AntiSpoof());
        using var kept = new Card(network.Queues[0]);
        using var filter = new Microsoft.Win32.SafeHandles.SafeFileHandle(Duplicate(network.Filter!.Handle), ownsHandle: true);
        network.Dispose();
        Assert.Equal(before, Everything());
        network.Dispose();
    }

    [Fact]
    public async Task Whatever_is_refused_leaves_nothing()
    {
        string empty = Everything();
        NetlinkException nowhere = await Assert.ThrowsAsync<NetlinkException>(async () => await AttachAsync(null, null));
        Assert.Equal((ENODEV, true), (nowhere.Errno, nowhere.Message.Contains("\"br0\"", StringComparison.Ordinal)));
        Route.CreateLink(new VethLink(), new LinkSettings { Name = "br0" });
        await Assert.ThrowsAsync<NetlinkException>(async () => await AttachAsync(null, null));
        Route.DeleteLink(Route.GetLinks().Single(static link => link.Name == "br0").Index);
        Bridge();
        string before = Everything();
        await Assert.ThrowsAsync<ArgumentException>(async () => await AttachAsync(new Bandwidth(new BandwidthLimit(0), null), new AntiSpoof()));
        await Assert.ThrowsAsync<ArgumentException>(async () => await TapNetwork.AttachAsync("br0", MacAddress.Parse("ff:ff:ff:ff:ff:ff")));
        await Assert.ThrowsAsync<ArgumentException>(async () => await TapNetwork.AttachAsync("br0", s_machine, tap: new TapOptions { Persistent = true }));
        using (TapNetwork first = await AttachAsync(null, new AntiSpoof(), name: "vm0"))
        {
            KernelException taken = await Assert.ThrowsAsync<KernelException>(async () => await AttachAsync(null, new AntiSpoof(), name: "vm0"));
            Assert.Equal(EBUSY, taken.Errno);
            Assert.Contains(first.Filter!.Table, Nft("list", "tables"), StringComparison.Ordinal);
        }

        Assert.Equal(before, Everything());
        Assert.NotEqual(empty, before);
    }

    [Fact]
    public async Task Killed_in_the_middle_it_leaves_nothing()
    {
        Bridge();
        string before = Everything();
        var random = new Random(6);
        for (int round = 0; round < 12; round++)
        {
            using Process host = StartHere([], AttachController.OnAndOn);
            Assert.Equal("ready", await host.StandardOutput.ReadLineAsync().WaitAsync(Patience.Seconds(30)));
            await Task.Delay(random.Next(150)); // a moment in one of its attachments
            host.Kill();
            await host.WaitForExitAsync();
            Assert.Equal(before, Everything());
        }
    }

    [Fact]
    public async Task Without_the_capability_the_error_names_it_and_nothing_is_made()
    {
        Bridge();
        string before = Everything();
        using Process host = StartHere(["setpriv", "--bounding-set", "-net_admin", "--inh-caps", "-net_admin"], AttachController.Once);
        string said = await host.StandardOutput.ReadToEndAsync().WaitAsync(Patience.Seconds(30));
        await host.WaitForExitAsync();
        Assert.Contains("EPERM", said, StringComparison.Ordinal);
        Assert.Contains("CAP_NET_ADMIN", said, StringComparison.Ordinal);
        Assert.Equal(before, Everything());
    }

    private static int Duplicate(System.Runtime.InteropServices.SafeHandle handle) => dup(handle.DangerousGetHandle().ToInt32());

    private Process StartHere(string[] before, string mode) => Controllers.Run(
        ["nsenter", $"--net={PathOf(Namespace)}", .. before, .. Controllers.CommandLine(AttachController.Name, "br0", mode)]);

    private string Everything() => $"{string.Join(' ', Ip("link").EnumerateArray().Select(static link => $"{link.GetProperty("ifname")} {link.GetProperty("mtu")}"))}\n{Nft("list", "ruleset")}";

    private Link Bridge()
    {
        Link bridge = Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "br0", Address = s_other });
        Route.ChangeLink(bridge.Index, new LinkSettings { Mtu = 1400 }); // one that is changed stays when the last port goes
        return bridge;
    }

    private string Nft(params string[] arguments) => RunIn(Namespace, Requires.Nft(), arguments);

    private ValueTask<TapNetwork> AttachAsync(Bandwidth? bandwidth, AntiSpoof? antiSpoof, int queues = 1, string name = "tap%d") =>
        TapNetwork.AttachAsync("br0", s_machine, bandwidth, antiSpoof, new TapOptions { NetworkNamespace = Namespace, VnetHeader = false, Queues = queues, Name = name });
}
