using VirtCore.Interop.Uapi;
using VirtCore.Netlink;
using VirtCore.Tests.Recorded;
using Xunit;

namespace VirtCore.Tests.Netlink;

/// <summary>What kernels listed.</summary>
internal static class RecordedDump
{
    /// <summary>The links of these recordings by index, in the order in which they were made.</summary>
    public static readonly string[] Links = ["", "lo", "d0", "d1", "br0", "vx0"];

    public delegate T? Read<out T>(NetlinkMessageReader message);

    /// <summary>What each of its messages says, but the one that ends it.</summary>
    public static List<T> Of<T>(string kernel, string name, Read<T> read) where T : class
    {
        List<T> items = [];
        bool done = false;
        foreach (byte[] datagram in RecordedNetlink.Of(kernel, name).Answer)
        {
            var messages = new NetlinkMessageReader(datagram);
            while (messages.MoveNext())
            {
                Assert.False(done);
                done = messages.Type == NL.NLMSG_DONE;
                if (!done)
                    items.Add(Assert.IsType<T>(read(messages)));
            }

            Assert.Equal(NetlinkFormatError.None, messages.Error);
        }

        Assert.True(done);
        return items;
    }
}
