using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>Writes netlink messages into a caller's buffer: headers, bodies and attributes, each on a border of four bytes.</summary>
/// <remarks>
/// What does not fit is left out and remembered: nothing is written past the buffer, <see cref="IsFull"/> tells, and <see cref="Written"/> then throws. So an encoder writes straight on, and asks once.
/// Numbers are in the machine's byte order, as the kernel has them, but for the methods that say otherwise. See <see href="https://docs.kernel.org/userspace-api/netlink/intro.html">netlink</see>.
/// </remarks>
public ref struct NetlinkWriter
{
    private const int HeaderLength = 16;
    private const int AttributeHeaderLength = 4;
    private const int MostPayload = ushort.MaxValue - AttributeHeaderLength;

    private readonly Span<byte> _buffer;
    private int _length;
    private int _message;
    private int _limit; // where the buffer ends; below zero once something did not fit

    /// <summary>Begins at the beginning of a buffer.</summary>
    public NetlinkWriter(Span<byte> buffer)
    {
        _buffer = buffer;
        _limit = buffer.Length;
        _message = -1;
    }

    /// <summary>Whether something did not fit: the buffer was too small, or an attribute longer than 65,531 bytes.</summary>
    public readonly bool IsFull => _limit < 0;

    /// <summary>How many bytes have been written.</summary>
    public readonly int Length => _length;

    /// <summary>The messages.</summary>
    /// <exception cref="InvalidOperationException">Something did not fit.</exception>
    public readonly ReadOnlySpan<byte> Written => !IsFull
        ? _buffer[.._length]
        : throw new InvalidOperationException($"The netlink message did not fit into {_buffer.Length} bytes, or an attribute was longer than {MostPayload} bytes.");

    /// <summary>Begins a message (<c>struct nlmsghdr</c>). <see cref="EndMessage"/> ends it.</summary>
    /// <param name="type">What it asks: <c>RTM_NEWLINK</c>.</param>
    /// <param name="flags">How: <c>NLM_F_REQUEST</c> and so on.</param>
    /// <param name="sequence">What the answer is known by.</param>
    /// <param name="portId">The sender; 0 lets the kernel fill it in.</param>
    public void BeginMessage(ushort type, ushort flags, uint sequence = 0, uint portId = 0)
    {
        if (_message >= 0)
            throw new InvalidOperationException("The message before has not ended.");
        int at = Claim(HeaderLength);
        if (at < 0)
            return;
        _message = at;
        MemoryMarshal.Write(_buffer[at..], new nlmsghdr { nlmsg_len = HeaderLength, nlmsg_type = type, nlmsg_flags = flags, nlmsg_seq = sequence, nlmsg_pid = portId });
    }

    /// <summary>Ends the message, and fills its length in.</summary>
    public void EndMessage()
    {
        if (!IsFull)
            BinaryPrimitives.WriteUInt32LittleEndian(_buffer[_message..], (uint)(_length - _message));
        _message = -1;
    }

    /// <summary>Writes the fixed part that follows a header: <c>struct ifinfomsg</c> and the like.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write<T>(in T body) where T : unmanaged
    {
        int at = Claim(Unsafe.SizeOf<T>());
        if (at >= 0)
            MemoryMarshal.Write(_buffer[at..], in body);
    }

    /// <summary>Writes attributes that are encoded already.</summary>
    public void WriteRaw(scoped ReadOnlySpan<byte> attributes)
    {
        int at = Claim(attributes.Length);
        if (at >= 0)
            attributes.CopyTo(_buffer[at..]);
    }

    /// <summary>Writes an attribute of bytes.</summary>
    public void Attribute(ushort type, scoped ReadOnlySpan<byte> payload)
    {
        int at = Header(type, payload.Length);
        if (at >= 0)
            payload.CopyTo(_buffer.Slice(at, payload.Length));
    }

    /// <summary>Writes an attribute without content: its presence is what it says.</summary>
    public void Flag(ushort type) => Header(type, 0);

    /// <summary>Writes an attribute of one number or struct, in the machine's byte order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Attribute<T>(ushort type, T value) where T : unmanaged
    {
        if (BitConverter.IsLittleEndian && Unsafe.SizeOf<T>() is 1 or 2 or 4)
        {
            Small(type, Unsafe.SizeOf<T>(), Unsafe.SizeOf<T>() == 4 ? Unsafe.BitCast<T, uint>(value) : Unsafe.SizeOf<T>() == 2 ? Unsafe.BitCast<T, ushort>(value) : Unsafe.BitCast<T, byte>(value));
            return;
        }

        int at = Header(type, Unsafe.SizeOf<T>());
        if (at >= 0)
            MemoryMarshal.Write(_buffer[at..], in value);
    }

    /// <summary>Writes an attribute of two bytes, the higher one first.</summary>
    public void AttributeBigEndian(ushort type, ushort value) => Attribute(type, BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    /// <summary>Writes an attribute of four bytes, the highest one first.</summary>
    public void AttributeBigEndian(ushort type, uint value) => Attribute(type, BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    /// <summary>Writes an attribute of eight bytes, the highest one first.</summary>
    public void AttributeBigEndian(ushort type, ulong value) => Attribute(type, BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    /// <summary>Writes an attribute of text in UTF-8 with a NUL at its end.</summary>
    public void Attribute(ushort type, scoped ReadOnlySpan<char> text) => Text(type, text, ends: 1);

    /// <summary>Writes an attribute of text in UTF-8 without a NUL.</summary>
    public void AttributeUnterminated(ushort type, scoped ReadOnlySpan<char> text) => Text(type, text, ends: 0);

    /// <summary>Writes an attribute of an IP address: 4 or 16 bytes.</summary>
    public void AttributeAddress(ushort type, IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int length);
        Attribute(type, bytes[..length]);
    }

    /// <summary>Begins an attribute of attributes.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="flagged">Whether the flag <c>NLA_F_NESTED</c> is set, as newer parts of the kernel ask for.</param>
    /// <returns>What <see cref="EndNested"/> takes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int BeginNested(ushort type, bool flagged = true)
    {
        int at = Claim(AttributeHeaderLength);
        if (at >= 0)
            MemoryMarshal.Write(_buffer.Slice(at, AttributeHeaderLength), new nlattr { nla_type = flagged ? (ushort)(type | NL.NLA_F_NESTED) : type });
        return at;
    }

    /// <summary>Ends an attribute of attributes, and fills its length in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void EndNested(int nested)
    {
        if (IsFull)
            return;
        int length = _length - nested;
        if (length > ushort.MaxValue)
            _limit = -1;
        else
            BinaryPrimitives.WriteUInt16LittleEndian(_buffer[nested..], (ushort)length);
    }

    // Header, value and padding are eight bytes, and one number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Small(ushort type, int length, uint value)
    {
        int at = _length;
        if (at > _limit - 8)
        {
            _limit = -1;
            return;
        }

        _length = at + 8;
        MemoryMarshal.Write(_buffer.Slice(at, 8), (ulong)(ushort)(AttributeHeaderLength + length) | ((ulong)type << 16) | ((ulong)value << 32));
    }

    // Most are ASCII, and then as many bytes as characters.
    private void Text(ushort type, scoped ReadOnlySpan<char> text, int ends)
    {
        int before = _length, length = text.Length;
        int at = Header(type, length + ends);
        if (at < 0)
            return;
        if (Ascii.FromUtf16(text, _buffer[at..], out _) != OperationStatus.Done)
        {
            _length = before;
            length = Encoding.UTF8.GetByteCount(text);
            at = Header(type, length + ends);
            if (at < 0)
                return;
            Encoding.UTF8.GetBytes(text, _buffer[at..]);
        }

        if (ends != 0)
            _buffer[at + length] = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Header(ushort type, int payload)
    {
        if (payload > MostPayload)
        {
            _limit = -1;
            return -1;
        }

        int at = Claim(AttributeHeaderLength + payload);
        if (at < 0)
            return -1;
        MemoryMarshal.Write(_buffer.Slice(at, AttributeHeaderLength), new nlattr { nla_len = (ushort)(AttributeHeaderLength + payload), nla_type = type });
        return at + AttributeHeaderLength;
    }

    // Room for so many bytes and the padding after them, which is zeros. -1 when there is none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Claim(int length)
    {
        int padded = (length + 3) & ~3;
        int at = _length;
        if (padded > _limit - at)
        {
            _limit = -1;
            return -1;
        }

        _length = at + padded;
        if (padded != length)
            MemoryMarshal.Write(_buffer[(_length - 4)..], 0); // what is written next is before its end
        return at;
    }
}
