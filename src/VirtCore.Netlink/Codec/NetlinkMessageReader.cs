using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>Walks the messages of a datagram.</summary>
/// <remarks>The first damage ends the walk and is kept in <see cref="Error"/>: a header that is cut off, a length below a header's or beyond the datagram.</remarks>
public ref struct NetlinkMessageReader
{
    private const int HeaderLength = 16;

    private ReadOnlySpan<byte> _rest;
    private nlmsghdr _header;

    /// <summary>Begins before the first message of a datagram.</summary>
    public NetlinkMessageReader(ReadOnlySpan<byte> datagram) => _rest = datagram;

    /// <summary>What is wrong with the datagram, or <see cref="NetlinkFormatError.None"/>.</summary>
    public NetlinkFormatError Error { get; private set; }

    /// <summary>What the message is: <c>RTM_NEWLINK</c>, <c>NLMSG_DONE</c>.</summary>
    public readonly ushort Type => _header.nlmsg_type;

    /// <summary>Its flags: <c>NLM_F_MULTI</c>, <c>NLM_F_DUMP_INTR</c>.</summary>
    public readonly ushort Flags => _header.nlmsg_flags;

    /// <summary>The sequence number of the request that it answers.</summary>
    public readonly uint Sequence => _header.nlmsg_seq;

    /// <summary>The port that asked.</summary>
    public readonly uint PortId => _header.nlmsg_pid;

    /// <summary>What follows its header.</summary>
    public ReadOnlySpan<byte> Payload { get; private set; }

    /// <summary>Goes to the next message. False at the end, and at damage.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty || Error != NetlinkFormatError.None)
            return false;
        if (_rest.Length < HeaderLength)
            return Fail(NetlinkFormatError.Truncated);
        _header = MemoryMarshal.Read<nlmsghdr>(_rest);
        if (_header.nlmsg_len < HeaderLength)
            return Fail(NetlinkFormatError.Length);
        if (_header.nlmsg_len > (uint)_rest.Length)
            return Fail(NetlinkFormatError.Truncated);
        int length = (int)_header.nlmsg_len;
        Payload = _rest[HeaderLength..length];
        // The padding after the last message may be missing.
        _rest = _rest[Math.Min((length + 3) & ~3, _rest.Length)..];
        return true;
    }

    /// <summary>Splits the payload into its fixed part and the attributes after it.</summary>
    /// <returns>False when it is too short.</returns>
    public readonly bool TryReadBody<T>(out T body, out NetlinkAttributeReader attributes) where T : unmanaged
    {
        int length = Unsafe.SizeOf<T>();
        if (Payload.Length < length)
        {
            body = default;
            attributes = default;
            return false;
        }

        body = MemoryMarshal.Read<T>(Payload);
        attributes = new NetlinkAttributeReader(Payload[Math.Min((length + 3) & ~3, Payload.Length)..]);
        return true;
    }

    private bool Fail(NetlinkFormatError error)
    {
        Error = error;
        Payload = default;
        return false;
    }
}
