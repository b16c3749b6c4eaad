using System.Text.Json;
using VirtCore.Interop.Uapi;
using VirtCore.Netlink;
using VirtCore.Tests.Recorded;
using Xunit;

namespace VirtCore.Tests.Netlink;

/// <summary>The links that were recorded.</summary>
internal static class RecordedLinks
{
    /// <summary>Those that iproute2 read too.</summary>
    public static IEnumerable<RecordedNetlink> All => RecordedNetlink.All.Where(static recorded => recorded.Said.ValueKind == JsonValueKind.Array && TypeOf(recorded) == RTM.RTM_NEWLINK);

    public static Link Read(string kernel, string name) => Read(RecordedNetlink.Of(kernel, name).Answer[0]);

    public static Link Read(byte[] datagram)
    {
        var messages = new NetlinkMessageReader(datagram);
        Assert.True(messages.MoveNext());
        Link? link = LinkCodec.Read(messages, out NetlinkFormatError error);
        Assert.Equal(NetlinkFormatError.None, error);
        return Assert.IsType<Link>(link);
    }

    /// <summary>A link's index, by the name that iproute2 has for it.</summary>
    public static int IndexOf(string kernel, string link)
    {
        // A peer is in no recording of its own, but stands beside the end that it belongs to.
        if (link == "v1")
            return Read(kernel, "veth").Parent!.Value;
        return All.Where(recorded => recorded.Kernel == kernel).Select(static recorded => recorded.Thing)
            .First(thing => thing.GetProperty("ifname").GetString() == link).GetProperty("ifindex").GetInt32();
    }

    private static int TypeOf(RecordedNetlink recorded)
    {
        var messages = new NetlinkMessageReader(recorded.Answer[0]);
        // A bridge's VLANs are links too, of a family of their own.
        return messages.MoveNext() && messages.Payload[0] == 0 ? messages.Type : 0;
    }
}
