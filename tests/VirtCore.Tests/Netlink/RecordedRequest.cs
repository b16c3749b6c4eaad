using VirtCore.Interop.Uapi;
using VirtCore.Netlink;
using VirtCore.Tests.Recorded;
using Xunit;

namespace VirtCore.Tests.Netlink;

/// <summary>What iproute2 asked kernels for.</summary>
internal static class RecordedRequest
{
    public delegate void Body(ref NetlinkWriter writer, string kernel);

    /// <summary>Demands that what is asked for here is the same, but for what is named.</summary>
    public static void Same(string name, Body body, params string[] differences)
    {
        foreach (string kernel in RecordedNetlink.Kernels)
        {
            byte[] theirs = RecordedNetlink.Of(kernel, name).Request;
            var messages = new NetlinkMessageReader(theirs);
            Assert.True(messages.MoveNext());
            Assert.Equal(differences, AttributeTree.Compare(theirs, Message(messages.Type, messages.Flags, (ref writer) => body(ref writer, kernel))));
        }
    }

    /// <summary>The same, where the type and the flags are in the request too.</summary>
    public static void Same(string name, NetlinkRequest request, params string[] differences)
    {
        foreach (string kernel in RecordedNetlink.Kernels)
        {
            var messages = new NetlinkMessageReader(RecordedNetlink.Of(kernel, name).Request);
            Assert.True(messages.MoveNext());
            Assert.Equal((messages.Type, messages.Flags & ~NL.NLM_F_REQUEST), (request.Type, request.Flags));
        }

        Same(name, (ref writer, _) => request.Write(ref writer), differences);
    }

    public static byte[] Message(ushort type, ushort flags, NetlinkRequestWriter write)
    {
        var writer = new NetlinkWriter(new byte[4096]);
        writer.BeginMessage(type, flags);
        write(ref writer);
        writer.EndMessage();
        return writer.Written.ToArray();
    }
}
