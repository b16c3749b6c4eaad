using System.Buffers.Binary;
using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>Walks attributes. A cursor with a sticky error: read on without looking, and look at <see cref="Error"/> once at the end.</summary>
/// <remarks>
/// The length of every scalar is checked: one that is too short or too long is an error and reads as zero. Unknown attributes are the caller's to keep or pass over. After an error
/// <see cref="MoveNext"/> is false.
/// </remarks>
public ref struct NetlinkAttributeReader
{
    private const int HeaderLength = 4;
    private const int MostDepth = 16;

    private readonly ReadOnlySpan<byte> _attributes;
    private readonly int _depth;
    private int _next; // where the next one begins; beyond the end once there is an error
    private int _payload;
    private int _length;
    private ushort _type;

    /// <summary>Begins before the first attribute.</summary>
    public NetlinkAttributeReader(ReadOnlySpan<byte> attributes)
        : this(attributes, 0)
    {
    }

    private NetlinkAttributeReader(ReadOnlySpan<byte> attributes, int depth)
    {
        _attributes = attributes;
        _depth = depth;
        if (depth > MostDepth)
            Fail(NetlinkFormatError.Depth);
    }

    /// <summary>The first thing that was wrong, or <see cref="NetlinkFormatError.None"/>.</summary>
    public NetlinkFormatError Error { get; private set; }

    /// <summary>The type of the attribute where the error is; 0 when it is in no attribute.</summary>
    public ushort ErrorType { get; private set; }

    /// <summary>The attribute's type, without its flags.</summary>
    public readonly ushort Type => (ushort)(_type & NL.NLA_TYPE_MASK);

    /// <summary>Whether it says of itself that it consists of attributes. Older parts of the kernel do not say.</summary>
    public readonly bool IsNested => (_type & NL.NLA_F_NESTED) != 0;

    /// <summary>Its content.</summary>
    public readonly ReadOnlySpan<byte> Payload => _attributes.Slice(_payload, _length);

    /// <summary>Goes to the next attribute. False at the end, and after an error.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext()
    {
        int at = _next;
        if ((uint)at >= (uint)_attributes.Length)
            return false;
        ReadOnlySpan<byte> rest = _attributes[at..];
        if (rest.Length < HeaderLength)
            return End(NetlinkFormatError.Truncated);
        nlattr header = MemoryMarshal.Read<nlattr>(rest);
        if (header.nla_len < HeaderLength)
            return End(NetlinkFormatError.Length);
        if (header.nla_len > rest.Length)
            return End(NetlinkFormatError.Truncated);
        _type = header.nla_type;
        _payload = at + HeaderLength;
        _length = header.nla_len - HeaderLength;
        _next = at + ((header.nla_len + 3) & ~3);
        return true;
    }

    /// <summary>A number or struct, in the machine's byte order. It must be exactly as long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Get<T>() where T : unmanaged
    {
        if (Payload.Length == Unsafe.SizeOf<T>())
            return MemoryMarshal.Read<T>(Payload);
        Fail(NetlinkFormatError.AttributeLength);
        return default;
    }

    /// <summary>A struct that later kernels may make longer: what is there beyond it is passed over.</summary>
    public T GetAtLeast<T>() where T : unmanaged
    {
        if (Payload.Length >= Unsafe.SizeOf<T>())
            return MemoryMarshal.Read<T>(Payload);
        Fail(NetlinkFormatError.AttributeLength);
        return default;
    }

    /// <summary>Two bytes, the higher one first.</summary>
    public ushort GetUInt16BigEndian() => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(Get<ushort>()) : Get<ushort>();

    /// <summary>Four bytes, the highest one first.</summary>
    public uint GetUInt32BigEndian() => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(Get<uint>()) : Get<uint>();

    /// <summary>Eight bytes, the highest one first.</summary>
    public ulong GetUInt64BigEndian() => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(Get<ulong>()) : Get<ulong>();

    /// <summary>The bytes of a text, without the NUL at its end, which may be missing.</summary>
    public ReadOnlySpan<byte> GetTextBytes()
    {
        ReadOnlySpan<byte> text = Payload;
        int end = text.IndexOf((byte)0);
        if (end < 0)
            return text;
        if (end == text.Length - 1)
            return text[..end];
        Fail(NetlinkFormatError.Text);
        return default;
    }

    /// <summary>A name that somebody gave: to the kernel any bytes. What is no UTF-8 in it reads as U+FFFD, so that a name which nobody can write hides nothing else.</summary>
    public string GetName() => Encoding.UTF8.GetString(GetTextBytes());

    /// <summary>A text in UTF-8; one that is none is an error. For names that people give see <see cref="GetName"/>.</summary>
    public string GetText()
    {
        ReadOnlySpan<byte> text = GetTextBytes();
        if (System.Text.Unicode.Utf8.IsValid(text))
            return Encoding.UTF8.GetString(text);
        Fail(NetlinkFormatError.Text);
        return "";
    }

    /// <summary>An IP address: 4 or 16 bytes.</summary>
    public IPAddress GetAddress()
    {
        if (Payload.Length is 4 or 16)
            return new IPAddress(Payload);
        Fail(NetlinkFormatError.AttributeLength);
        return IPAddress.None;
    }

    /// <summary>The attributes that it consists of. Their errors are theirs: <see cref="Take"/> brings them here.</summary>
    public readonly NetlinkAttributeReader GetNested() => new(Payload, _depth + 1);

    /// <summary>Takes over the error of a nested reader, if it has one.</summary>
    public void Take(in NetlinkAttributeReader nested)
    {
        if (nested.Error == NetlinkFormatError.None || Error != NetlinkFormatError.None)
            return;
        Error = nested.Error;
        ErrorType = nested.ErrorType;
        _next = int.MaxValue;
    }

    /// <summary>Says that the attribute's value is none that it can have.</summary>
    public void Fail(NetlinkFormatError error = NetlinkFormatError.Value)
    {
        if (Error != NetlinkFormatError.None)
            return;
        Error = error;
        ErrorType = Type;
        _next = int.MaxValue;
    }

    private bool End(NetlinkFormatError error)
    {
        _type = 0;
        _length = 0;
        Fail(error);
        return false;
    }
}
