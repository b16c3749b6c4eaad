using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using VirtCore.Interop;
using VirtCore.Netlink;
using Xunit;
using static Tmds.Linux.LibC;

namespace VirtCore.LiveTests.Netlink;

/// <summary>Macvtaps by their descriptors: made here, where the kernel removes them, and made by others, where they stay.</summary>
public sealed class MacvtapTests : NetlinkTest
{
    private const int VnetHeaderLength = 12;

    [Fact]
    public void It_is_what_it_was_made_as()
    {
        var mac = MacAddress.Parse("52:54:00:12:34:56");
        using Macvtap tap = Create(new MacvtapOptions { Parent = Parent().Index, ParentNamespace = Namespace, Mode = MacvlanMode.Vepa, Address = mac, Mtu = 1400, Queues = new MacvtapQueues { Count = 3, Offloads = TapOffloads.Checksum | TapOffloads.Tso4 } });
        Assert.Equal(3, tap.Queues.Count);
        using Rtnetlink inside = Rtnetlink.Open(tap.NetworkNamespace);
        Assert.True(inside.TryGetLink(tap.Name, out Link? link));
        Assert.Equal((tap.Index, mac, 1400u, true), (link.Index, link.Address, link.Mtu, link.IsUp));
        Assert.Equal(MacvlanMode.Vepa, Assert.IsType<MacvtapLink>(link.Settings).Mode);
        JsonElement said = IpIn(tap.NetworkNamespace, "link", "show", "macvtap0")[0];
        Assert.Equal(("52:54:00:12:34:56", "macvtap", "vepa"), (said.GetProperty("address").GetString(), said.GetProperty("linkinfo").GetProperty("info_kind").GetString(), said.GetProperty("linkinfo").GetProperty("info_data").GetProperty("mode").GetString()));
        // It says nothing by itself: the address is the guest's.
        Assert.Equal(Ipv6AddressGeneration.None, link.Ipv6AddressGeneration);
        Assert.Empty(inside.GetAddresses(link: tap.Index));
        Assert.Equal(["lo", "macvtap0"], inside.GetLinks().Select(static one => one.Name));
        Assert.DoesNotContain(Route.GetLinks(), static one => one.Kind == "macvtap");
    }

    [Fact]
    public async Task Frames_go_from_one_to_the_other()
    {
        int parent = Parent().Index;
        var first = MacAddress.Parse("52:54:00:00:00:01");
        var second = MacAddress.Parse("52:54:00:00:00:02");
        using Macvtap sender = Create(new MacvtapOptions { Parent = parent, ParentNamespace = Namespace, Address = first });
        using Macvtap receiver = Create(new MacvtapOptions { Parent = parent, ParentNamespace = Namespace, Address = second });
        byte[] frame = new byte[VnetHeaderLength + 60];
        second.CopyTo(frame.AsSpan(VnetHeaderLength));
        first.CopyTo(frame.AsSpan(VnetHeaderLength + MacAddress.Length));
        frame[VnetHeaderLength + 12] = 0x88;
        frame[VnetHeaderLength + 13] = 0xB5;
        "VirtCore"u8.CopyTo(frame.AsSpan(VnetHeaderLength + 14));
        using FileStream to = Borrow(sender), from = Borrow(receiver);
        using var readable = new ReadableWait(receiver.Queues[0]);
        to.Write(frame);
        byte[] got = new byte[2048];
        int length;
        do
        {
            await readable.WaitAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Seconds(10));
            length = from.Read(got);
        }
        while (got[VnetHeaderLength + 12] != 0x88 || got[VnetHeaderLength + 13] != 0xB5); // the parent's other end speaks too
        Assert.Equal(frame[VnetHeaderLength..], got[VnetHeaderLength..length]);
    }

    [Fact]
    public async Task The_kernel_removes_it_with_its_last_descriptor()
    {
        var options = new MacvtapOptions { Parent = Parent().Index, ParentNamespace = Namespace, Mode = MacvlanMode.Passthru };
        Macvtap tap = Create(options);
        int handedOn = dup((int)tap.Queues[0].DangerousGetHandle());
        tap.Dispose();
        // As a QEMU's descriptor would, this one holds the link, which has the parent to itself.
        Assert.Throws<NetlinkException>(() => Macvtap.Create(options));
        _ = close(handedOn);
        (await WhenParentIsFreeAsync(options)).Dispose();
    }

    [Fact]
    public async Task The_kernel_removes_it_when_its_maker_is_killed()
    {
        Link parent = Parent();
        // Says whether the kernel has the kind.
        Create(new MacvtapOptions { Parent = Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "br0" }).Index, ParentNamespace = Namespace }).Dispose();
        var options = new MacvtapOptions { Parent = parent.Index, ParentNamespace = Namespace, Mode = MacvlanMode.Passthru };
        string place = PathOf(Namespace);
        using Process maker = Controllers.Start(MacvtapController.Name, place, options.Parent.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(MacvtapController.Made, await maker.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Throws<NetlinkException>(() => Macvtap.Create(options));
        maker.Kill();
        await maker.WaitForExitAsync(TestContext.Current.CancellationToken);
        (await WhenParentIsFreeAsync(options)).Dispose();
    }

    [Fact]
    public void One_that_ip_has_made_is_opened_and_stays()
    {
        Parent();
        RunIn(Namespace, Requires.Ip(), ["link", "add", "link", "v0", "name", "mv0", "index", "77", "type", "macvtap", "mode", "bridge"]);
        using NetworkNamespace other = NetworkNamespace.Create();
        RunIn(other, Requires.Ip(), ["link", "add", "v0", "type", "veth", "peer", "name", "v1"]);
        // The same name and index, so the same name in /dev.
        RunIn(other, Requires.Ip(), ["link", "add", "link", "v0", "name", "mv0", "index", "77", "type", "macvtap", "mode", "bridge"]);
        using (Macvtap here = Macvtap.Open("mv0", new MacvtapQueues { Count = 2 }, Namespace))
        using (Macvtap there = Macvtap.Open("mv0", new MacvtapQueues { VnetHeader = false }, other))
        {
            Assert.Equal((77, 2, 77, 1), (here.Index, here.Queues.Count, there.Index, there.Queues.Count));
            Assert.Equal(SaidDevice(Namespace), DeviceOf(here));
            Assert.Equal(SaidDevice(other), DeviceOf(there));
            Assert.NotEqual(DeviceOf(here), DeviceOf(there));
        }

        Assert.True(Route.TryGetLink("mv0", out Link? link));
        Assert.True(Route.DeleteLink(link.Index));
    }

    [Fact]
    public void What_cannot_be_is_refused_and_leaves_nothing()
    {
        Link parent = Parent();
        Create(new MacvtapOptions { Parent = parent.Index, ParentNamespace = Namespace }).Dispose();
        Assert.Throws<ArgumentException>(() => Macvtap.Create(new MacvtapOptions { Parent = parent.Index, ParentNamespace = Namespace, Queues = new MacvtapQueues { Count = 0 } }));
        Assert.Throws<ArgumentException>(() => Macvtap.Create(new MacvtapOptions { Parent = parent.Index, ParentNamespace = Namespace, Name = "a/b" }));
        Assert.Equal(ENODEV, Assert.Throws<NetlinkException>(() => Macvtap.Create(new MacvtapOptions { Parent = 12345, ParentNamespace = Namespace })).Errno);
        Assert.Equal(EINVAL, Assert.Throws<KernelException>(() => Macvtap.Create(new MacvtapOptions { Parent = parent.Index, ParentNamespace = Namespace, Queues = new MacvtapQueues { VnetHeaderLength = 1 } })).Errno);
        Assert.Equal(ENOENT, Assert.Throws<KernelException>(() => Macvtap.Open("v0", null, Namespace)).Errno);
        Assert.Equal(ENODEV, Assert.Throws<NetlinkException>(() => Macvtap.Open("nobody", null, Namespace)).Errno);
    }

    private static Macvtap Create(MacvtapOptions options)
    {
        try
        {
            return Macvtap.Create(options);
        }
        catch (NetlinkException lacking) when (lacking.Errno == EOPNOTSUPP)
        {
            Requires.Missing("macvtap", lacking.Message);
            throw;
        }
    }

    // The kernel takes a namespace down after the last descriptor's close has returned.
    private static async Task<Macvtap> WhenParentIsFreeAsync(MacvtapOptions options)
    {
        long start = Stopwatch.GetTimestamp();
        for (int pause = 1; ; pause = Math.Min(2 * pause, 250))
        {
            try
            {
                return Macvtap.Create(options);
            }
            catch (NetlinkException) when (Stopwatch.GetElapsedTime(start) < Patience.Seconds(10))
            {
                await Task.Delay(pause);
            }
        }
    }

    private Link Parent()
    {
        Link parent = Route.CreateLink(new VethLink { Peer = new LinkSettings { Name = "v1" } }, new LinkSettings { Name = "v0", IsUp = true });
        Route.ChangeLink(parent.Parent!.Value, new LinkSettings { IsUp = true });
        return parent;
    }

    private static FileStream Borrow(Macvtap tap) => new(new SafeFileHandle(tap.Queues[0].DangerousGetHandle(), ownsHandle: false), FileAccess.ReadWrite, bufferSize: 0);

    // As the namespace's own sysfs says it: major:minor.
    private static string SaidDevice(NetworkNamespace place) =>
        RunIn(place, "unshare", ["-m", "sh", "-c", "mount -t sysfs sysfs /sys && cat /sys/class/net/mv0/macvtap/tap77/dev"]).Trim();

    private static string DeviceOf(Macvtap tap)
    {
        string[] numbers = RunIn(tap.NetworkNamespace, "stat", ["-L", "-c", "%t:%T", string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{tap.Queues[0].DangerousGetHandle()}")]).Trim().Split(':');
        return string.Join(':', numbers.Select(static number => int.Parse(number, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
    }
}
