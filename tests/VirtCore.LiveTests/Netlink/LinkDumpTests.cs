using System.Text;
using VirtCore.Interop.Uapi;
using VirtCore.Netlink;
using Xunit;

namespace VirtCore.LiveTests.Netlink;

/// <summary>Links read in place out of the kernel's own messages.</summary>
public sealed class LinkDumpTests : NetlinkTest
{
    private const int Pairs = 150;
    private const int Rounds = 1000;

    [Fact]
    public void A_dump_is_what_the_list_is()
    {
        MakePairs();
        IReadOnlyList<Link> list = Route.GetLinks();
        LinkDump dump = Route.ReadLinks();
        int count = 0;
        foreach (LinkReader link in dump)
        {
            Link whole = list[count++];
            Assert.Equal((whole.Index, whole.Name, whole.Address, whole.Mtu, whole.Flags, whole.Kind ?? ""), (link.Index, Encoding.UTF8.GetString(link.Name), link.Address, link.Mtu, link.Flags, Encoding.UTF8.GetString(link.Kind)));
            Assert.True(link.HasStatistics);
        }

        Assert.Equal((list.Count, false), (count, dump.WasInterrupted));
    }

    [Fact]
    public void A_dump_allocates_nothing()
    {
        MakePairs();
        Assert.Equal((2 * Pairs) + 1, Count(20));
        long before = GC.GetAllocatedBytesForCurrentThread();
        int count = Count(Rounds);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(((2 * Pairs) + 1, 0), (count, allocated));
    }

    [Fact]
    public void A_loop_that_is_left_early_leaves_a_connection_that_works()
    {
        MakePairs();
        foreach (LinkReader link in Route.ReadLinks())
        {
            Assert.Equal(1, link.Index);
            Assert.Throws<InvalidOperationException>(() => Route.TryGetLink("lo", out _));
            break;
        }

        Assert.True(Route.TryGetLink("a149", out _));
        Assert.Equal((2 * Pairs) + 1, Count(1));
    }

    [Fact]
    public void A_message_that_is_longer_than_the_buffer_is_read_whole()
    {
        // As many alternative names as the kernel takes, which makes more than 64 KiB. A dump of Linux 6.18 ends before a link of more than 32 KiB, and calls that done; asked for by name it comes.
        const int names = 496;
        Link bridge = Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "br0" });
        for (int i = 0; i < names; i += 8)
        {
            int first = i;
            NetlinkException? refusal = Assert.Single(Route.Connection.ExecuteAll(new NetlinkRequest(RTM.RTM_NEWLINKPROP, NL.NLM_F_ACK | NL.NLM_F_EXCL | NL.NLM_F_CREATE | NL.NLM_F_APPEND, "name", (ref writer) =>
            {
                writer.Write(new ifinfomsg { ifi_index = bridge.Index });
                int list = writer.BeginNested(IFLA.IFLA_PROP_LIST);
                for (int name = first; name < first + 8; name++)
                    writer.Attribute(IFLA.IFLA_ALT_IFNAME, NameOf(name));
                writer.EndNested(list);
            })));
            Assert.Null(refusal);
        }

        using Rtnetlink asked = Rtnetlink.Open(Namespace);
        Assert.True(asked.TryGetLink("br0", out Link? whole));
        Assert.Equal(names, whole.AlternativeNames.Count);
        Assert.Equal(NameOf(names - 1), whole.AlternativeNames[^1]);
    }

    private static string NameOf(int number) => number.ToString("d127", System.Globalization.CultureInfo.InvariantCulture);

    private int Count(int rounds)
    {
        int count = 0;
        ulong sum = 0;
        for (int i = 0; i < rounds; i++)
        {
            count = 0;
            foreach (LinkReader link in Route.ReadLinks())
            {
                count++;
                sum += link.Statistics.RxBytes + (ulong)link.Name.Length + (link.Address is null ? 0ul : 1);
            }
        }

        return sum == 0 ? 0 : count;
    }

    private void MakePairs()
    {
        foreach (int[] some in Enumerable.Range(0, Pairs).Chunk(50))
        {
            NetlinkRequest[] requests = [.. some.Select(static i => new NetlinkRequest(RTM.RTM_NEWLINK, NL.NLM_F_ACK | NL.NLM_F_CREATE | NL.NLM_F_EXCL, "make a pair",
                (ref writer) => LinkCodec.Write(ref writer, 0, new LinkSettings { Name = $"a{i}" }, new VethLink { Peer = new LinkSettings { Name = $"b{i}" } })))];
            Assert.All(Route.Connection.ExecuteAll(requests), Assert.Null);
        }
    }
}
