using VirtCore.Interop.Uapi;
using VirtCore.Netlink;
using VirtCore.Tests.Recorded;
using Xunit;
using static Tmds.Linux.LibC;

namespace VirtCore.Tests.Netlink;

/// <summary>What kernels said of requests, what they told of changes, and how their lists ended.</summary>
public sealed class RecordedAcknowledgementTests
{
    public static TheoryData<string> Kernels => [.. RecordedNetlink.Kernels];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Done_is_no_refusal(string kernel) => Assert.Null(RefusalOf(kernel, "ack-done"));

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_name_that_is_taken(string kernel)
    {
        NetlinkException refusal = RefusalOf(kernel, "ack-exists")!;
        Assert.Equal((EEXIST, null, null, null), (refusal.Errno, refusal.KernelMessage, refusal.Offset, refusal.Hint));
        Assert.Empty(refusal.Attribute);
        Assert.StartsWith("make it: EEXIST (", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_user_who_may_not(string kernel)
    {
        NetlinkException refusal = RefusalOf(kernel, "ack-refused")!;
        Assert.Equal((EPERM, "EPERM"), (refusal.Errno, refusal.ErrnoName));
        Assert.Contains("CAP_NET_ADMIN", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_value_that_is_too_large_with_the_way_to_it(string kernel)
    {
        NetlinkException refusal = RefusalOf(kernel, "ack-attribute")!;
        Assert.Equal((ERANGE, "VXLAN ID must be lower than 16777216", 92), (refusal.Errno, refusal.KernelMessage, refusal.Offset));
        Assert.Equal([IFLA.IFLA_LINKINFO, IFLA_INFO.IFLA_INFO_DATA, IFLA_VXLAN.IFLA_VXLAN_ID], refusal.Attribute);
        Assert.Equal("make it: ERANGE (VXLAN ID must be lower than 16777216), attribute 18.2.1 at byte 92", refusal.Message);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void An_attribute_of_another_length(string kernel)
    {
        // With NLMSGERR_ATTR_POLICY behind, which is passed over.
        NetlinkException refusal = RefusalOf(kernel, "ack-length")!;
        Assert.Equal((ERANGE, "Attribute failed policy validation", 52), (refusal.Errno, refusal.KernelMessage, refusal.Offset));
        Assert.Equal([IFLA.IFLA_TXQLEN], refusal.Attribute);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void The_end_of_a_list_is_no_refusal(string kernel)
    {
        byte[] last = RecordedNetlink.Of(kernel, "address").Answer[^1];
        var messages = new NetlinkMessageReader(last);
        Assert.True(messages.MoveNext());
        Assert.Equal((NL.NLMSG_DONE, 4), (messages.Type, messages.Payload.Length));
        Assert.Null(RefusalIn(messages, []));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_list_that_changed_meanwhile_says_so_in_the_middle(string kernel)
    {
        // In one message, and not in the one that ends it: each must be looked at.
        int index = 0, marked = -1;
        foreach (byte[] datagram in RecordedNetlink.Of(kernel, "interrupted").Answer)
        {
            var messages = new NetlinkMessageReader(datagram);
            for (; messages.MoveNext(); index++)
            {
                if ((messages.Flags & NL.NLM_F_DUMP_INTR) == 0)
                    continue;
                Assert.Equal(-1, marked);
                marked = index;
                Assert.NotNull(Rtnetlink.ReadAddress(messages));
            }
        }

        Assert.InRange(marked, 1, index - 2);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_link_that_goes(string kernel)
    {
        // What the kernel tells last; before that, that it has been switched off.
        byte[][] told = RecordedNetlink.Of(kernel, "link-gone").Answer;
        var messages = new NetlinkMessageReader(told[^1]);
        Assert.True(messages.MoveNext());
        Assert.Equal(RTM.RTM_DELLINK, messages.Type);
        Link link = Assert.IsType<Link>(Rtnetlink.ReadLink(messages));
        Assert.Equal(("d0.7", RecordedLinks.IndexOf(kernel, "d0.7"), RecordedLinks.IndexOf(kernel, "d0"), false), (link.Name, link.Index, link.Parent, link.IsUp));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_link_that_joins_a_bridge_is_told_of_by_both(string kernel)
    {
        List<(byte Family, string Name, bool Joined)> told = [];
        foreach (byte[] datagram in RecordedNetlink.Of(kernel, "link-joins").Answer)
        {
            var messages = new NetlinkMessageReader(datagram);
            while (messages.MoveNext())
            {
                Link link = Assert.IsType<Link>(Rtnetlink.ReadLink(messages));
                told.Add((messages.Payload[0], link.Name, link.Master is not null));
            }
        }

        // A port in a message of the bridge's own family, which says less, and in one of the link's.
        Assert.Contains(((byte)AF_BRIDGE, "v0", true), told);
        Assert.Contains(((byte)AF_UNSPEC, "v0", true), told);
        Assert.Contains(((byte)AF_UNSPEC, "br0", false), told);
    }

    private static NetlinkException? RefusalOf(string kernel, string name)
    {
        RecordedNetlink recorded = RecordedNetlink.Of(kernel, name);
        var messages = new NetlinkMessageReader(Assert.Single(recorded.Answer));
        Assert.True(messages.MoveNext());
        Assert.Equal(NL.NLMSG_ERROR, messages.Type);
        return RefusalIn(messages, recorded.Request);
    }

    private static NetlinkException? RefusalIn(NetlinkMessageReader message, byte[] request)
    {
        try
        {
            NetlinkAcknowledgement.Check(message, request, static what => what, "make it");
            return null;
        }
        catch (NetlinkException refusal)
        {
            return refusal;
        }
    }
}
