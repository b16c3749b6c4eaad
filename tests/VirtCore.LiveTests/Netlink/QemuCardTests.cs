using System.Net;
using VirtCore.Host;
using VirtCore.Netlink;
using Xunit;

namespace VirtCore.LiveTests.Netlink;

/// <summary>A real QEMU with a tap that was made here: what its firmware asks of the network arrives, when it asks in its own name.</summary>
public sealed class QemuCardTests : NetlinkTest
{
    private static readonly MacAddress s_machine = MacAddress.Parse("52:54:00:00:00:01");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Its_firmware_asks_for_an_address_and_is_heard(int queues)
    {
        string qemu = Requires.Qemu();
        Requires.Nft();
        SwitchBridgeNetfilterOff();
        Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "br0", IsUp = true });
        using TapNetwork neighbour = await TapNetwork.AttachAsync("br0", MacAddress.Parse("52:54:00:00:00:02"), tap: new TapOptions { NetworkNamespace = Namespace, VnetHeader = false });
        TapNetwork card = await TapNetwork.AttachAsync(
            "br0", s_machine, new Bandwidth(new BandwidthLimit(1_000_000), null), new AntiSpoof { Addresses = [IPNetwork.Parse("10.0.0.1/32")] }, new TapOptions { NetworkNamespace = Namespace, Queues = queues });
        await using ProcessLauncher launcher = await ProcessLauncher.StartAsync();
        await using SupervisedProcess machine = await launcher.LaunchAsync(new LaunchRequest
        {
            FileName = qemu,
            Arguments =
            [
                "-machine", "q35,accel=tcg", "-m", "64", "-nodefaults", "-display", "none", "-boot", "n",
                "-netdev", $"tap,id=net0,fds={string.Join(':', Enumerable.Range(10, queues))}", "-device", $"virtio-net-pci,netdev=net0,mac={s_machine}{(queues > 1 ? ",mq=on" : "")}",
            ],
            StateDirectory = Directory.CreateDirectory(Path.Combine(PrivateDirectory, "state")).FullName,
            Descriptors = [.. card.Handles.Select(static (handle, i) => new PassedDescriptor(handle, 10 + i))],
        });
        // QEMU has all of it now.
        card.Release();
        using var receiver = new Card(neighbour.Queues[0]);
        byte[] question = await receiver.ReceiveAsync(static frame => frame.Length > 42 && frame[12] == 8 && frame[13] == 0 && frame[23] == 17 && frame[37] == 67, Patience.Seconds(60));
        Assert.Equal(s_machine, new MacAddress(question.AsSpan(6, 6)));
        machine.Lifeline.Cut();
        await machine.GuardLost.WaitAsync(Patience.Seconds(20));
        Assert.Equal(["br0", "lo", neighbour.Name], Route.GetLinks().Select(static link => link.Name).Order());
        Assert.Equal("", RunIn(Namespace, Requires.Nft(), ["list", "ruleset"]).Trim());
    }
}
