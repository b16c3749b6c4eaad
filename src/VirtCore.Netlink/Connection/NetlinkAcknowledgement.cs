using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Netlink;

/// <summary>The kernel's word on a request: <c>struct nlmsgerr</c>, with the attributes of an extended acknowledgement.</summary>
internal static class NetlinkAcknowledgement
{
    private const int HeaderLength = 16;
    private const string CapabilityHint = "This needs CAP_NET_ADMIN in the user namespace that owns the network namespace.";

    /// <summary>Throws if it is a refusal.</summary>
    public static void Check<TState>(in NetlinkMessageReader message, ReadOnlySpan<byte> request, NetlinkOperation<TState> operation, TState state)
    {
        // NLMSG_DONE has the error alone, and older kernels send it without one.
        bool done = message.Type == NL.NLMSG_DONE;
        if (message.Payload.Length < sizeof(int))
        {
            if (done)
                return;
            throw new NetlinkProtocolException("Netlink brought an acknowledgement without an error number.");
        }

        int error = MemoryMarshal.Read<int>(message.Payload);
        if (error >= 0)
            return;
        string? text = null;
        int? offset = null;
        if ((message.Flags & NL.NLM_F_ACK_TLVS) != 0)
            ReadWords(AttributesOf(message, done), ref text, ref offset);
        throw new NetlinkException(operation(state), -error, text, offset is { } at ? PathTo(request, at) : null, offset, -error == EPERM ? CapabilityHint : null);
    }

    // The request itself comes back before the attributes, unless the kernel has capped it to its header.
    private static NetlinkAttributeReader AttributesOf(in NetlinkMessageReader message, bool done)
    {
        int at = sizeof(int);
        if (!done && message.Payload.Length >= Unsafe.SizeOf<nlmsgerr>())
        {
            nlmsgerr said = MemoryMarshal.Read<nlmsgerr>(message.Payload);
            at = (message.Flags & NL.NLM_F_CAPPED) != 0 ? Unsafe.SizeOf<nlmsgerr>() : sizeof(int) + (int)Math.Min((said.msg.nlmsg_len + 3) & ~3u, int.MaxValue - sizeof(int));
        }

        return new NetlinkAttributeReader(message.Payload[Math.Min(at, message.Payload.Length)..]);
    }

    private static void ReadWords(NetlinkAttributeReader attributes, ref string? text, ref int? offset)
    {
        while (attributes.MoveNext())
        {
            switch (attributes.Type)
            {
                case NL.NLMSGERR_ATTR_MSG:
                    text = attributes.GetText();
                    break;
                case NL.NLMSGERR_ATTR_OFFS:
                    offset = (int)attributes.Get<uint>();
                    break;
            }
        }
    }

    /// <summary>The types of the attributes on the way to an offset of the request. What lies between is found by trying: an attribute that holds the offset and parses as attributes is one of attributes.</summary>
    private static List<int> PathTo(ReadOnlySpan<byte> request, int offset)
    {
        var path = new List<int>();
        // The fixed part is one of a few lengths, in steps of four; the attributes after it must end with the message.
        for (int body = HeaderLength; body <= HeaderLength + 64 && body < request.Length; body += 4)
        {
            if (!IsAttributes(request[body..]))
                continue;
            int begin = body;
            ReadOnlySpan<byte> level = request[body..];
            while (TryStep(ref level, ref begin, offset, path))
            {
            }

            if (path.Count != 0)
                break;
        }

        return path;
    }

    private static bool TryStep(ref ReadOnlySpan<byte> level, ref int begin, int offset, List<int> path)
    {
        int at = 0;
        while (level.Length - at >= 4)
        {
            nlattr header = MemoryMarshal.Read<nlattr>(level[at..]);
            if (header.nla_len < 4 || header.nla_len > level.Length - at)
                return false;
            if (offset >= begin + at && offset < begin + at + header.nla_len)
            {
                path.Add(header.nla_type & NL.NLA_TYPE_MASK);
                if (offset == begin + at)
                    return false;
                level = level.Slice(at + 4, header.nla_len - 4);
                begin += at + 4;
                return IsAttributes(level);
            }

            at += (header.nla_len + 3) & ~3;
        }

        return false;
    }

    private static bool IsAttributes(ReadOnlySpan<byte> bytes)
    {
        var reader = new NetlinkAttributeReader(bytes);
        int count = 0;
        while (reader.MoveNext())
            count++;
        return count > 0 && reader.Error == NetlinkFormatError.None;
    }
}
