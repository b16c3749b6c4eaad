using System.Text.Json;
using VirtCore.Netlink;
using VirtCore.Tests.Recorded;
using Xunit;

namespace VirtCore.Tests.Netlink;

/// <summary>The VLANs of a bridge and its port: as kernels listed them, and as they are asked for, here and by iproute2.</summary>
public sealed class RecordedBridgeVlanTests
{
    private const int Port = 3, Bridge = 4;
    private const string OfPort = "+ link/26/0 0100"; // IFLA_BRIDGE_FLAGS: of the port at its master, which is what the kernel takes where nothing is said

    private static readonly BridgeVlan s_row = new() { Link = Port, First = 10, Last = 20, IsUntagged = true };
    private static readonly BridgeVlan s_pvid = new() { Link = Port, First = 5, Last = 5, IsPvid = true, IsUntagged = true };
    private static readonly BridgeVlan s_self = new() { Link = Bridge, First = 30, Last = 4094, IsBridge = true };

    public static TheoryData<string> Kernels => [.. RecordedNetlink.Kernels];

    [Theory]
    [CombinedWithKernels("vlans", "vlans-pvid", "vlans-self", "vlans-gone")]
    public void Vlans_are_what_iproute2_read(string kernel, string name) => Assert.Equal(
        RecordedNetlink.Of(kernel, name).Said.EnumerateArray().SelectMany(static link => link.GetProperty("vlans").EnumerateArray().Select(vlan => Said(vlan, link.GetProperty("ifname").GetString()!))), Read(kernel, name));

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Vlans_are_what_was_asked_for(string kernel)
    {
        BridgeVlan first = s_pvid with { First = 1, Last = 1 }, own = first with { Link = Bridge, IsBridge = true };
        Assert.Equal([first, s_row, own], Read(kernel, "vlans"));
        // There is one for frames without a VLAN, so the first no longer is it.
        Assert.Equal([first with { IsPvid = false }, s_pvid, s_row, own], Read(kernel, "vlans-pvid"));
        Assert.Equal([first with { IsPvid = false }, s_pvid, s_row, own, s_self], Read(kernel, "vlans-self"));
        Assert.Equal([first with { IsPvid = false }, s_pvid, s_row with { Last = 11 }, s_row with { First = 14 }, own, s_self], Read(kernel, "vlans-gone"));
    }

    [Fact]
    public void Row() => Same("vlans", s_row, OfPort);

    [Fact]
    public void Pvid() => Same("vlans-pvid", s_pvid, OfPort);

    [Fact]
    public void Of_the_bridge_itself() => Same("vlans-self", s_self);

    [Fact]
    public void Removal() => Same("vlans-gone", new BridgeVlan { Link = Port, First = 12, Last = 13 }, OfPort);

    private static void Same(string name, BridgeVlan vlan, params string[] differences) => RecordedRequest.Same(name, (ref writer, _) => BridgeVlanCodec.Write(ref writer, vlan), differences);

    private static IEnumerable<BridgeVlan> Read(string kernel, string name) => RecordedDump.Of(kernel, name, static message =>
    {
        List<BridgeVlan>? vlans = BridgeVlanCodec.Read(message, out NetlinkFormatError error);
        Assert.Equal(NetlinkFormatError.None, error);
        return vlans;
    }).SelectMany(static vlans => vlans);

    private static BridgeVlan Said(JsonElement vlan, string link)
    {
        string?[] flags = vlan.TryGetProperty("flags", out JsonElement said) ? [.. said.EnumerateArray().Select(static flag => flag.GetString())] : [];
        ushort first = vlan.GetProperty("vlan").GetUInt16();
        return new BridgeVlan
        {
            Link = Array.IndexOf(RecordedDump.Links, link),
            First = first,
            Last = vlan.TryGetProperty("vlanEnd", out JsonElement last) ? last.GetUInt16() : first,
            IsPvid = flags.Contains("PVID"),
            IsUntagged = flags.Contains("Egress Untagged"),
            IsBridge = link == "br0",
        };
    }
}
