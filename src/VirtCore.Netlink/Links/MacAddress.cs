using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace VirtCore.Netlink;

/// <summary>A MAC address: the six bytes that a network card is known by.</summary>
public readonly record struct MacAddress
{
    /// <summary>How many bytes it has.</summary>
    public const int Length = 6;

    private const ulong LocalBit = 0x02UL << 40;
    private const ulong GroupBit = 0x01UL << 40;

    private readonly ulong _bits;

    private MacAddress(ulong bits) => _bits = bits;

    /// <summary>Takes six bytes, the first one first.</summary>
    /// <exception cref="ArgumentException">There are not six.</exception>
    public MacAddress(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
            throw new ArgumentException($"A MAC address has {Length} bytes, and these are {bytes.Length}.", nameof(bytes));
        _bits = ((ulong)BinaryPrimitives.ReadUInt32BigEndian(bytes) << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
    }

    /// <summary>Whether it stands for a group: broadcast and multicast. No card has one of these.</summary>
    public bool IsGroup => (_bits & GroupBit) != 0;

    /// <summary>Whether it was chosen locally, and not by a manufacturer.</summary>
    public bool IsLocal => (_bits & LocalBit) != 0;

    /// <summary>Makes a random one for a card: local, and no group's. QEMU's prefix 52:54:00 is kept, which tools know.</summary>
    public static MacAddress CreateRandom()
    {
        Span<byte> bytes = [0x52, 0x54, 0x00, 0, 0, 0];
        RandomNumberGenerator.Fill(bytes[3..]);
        return new MacAddress(bytes);
    }

    /// <summary>Reads <c>52:54:00:12:34:56</c>.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static MacAddress Parse(string text) => TryParse(text, out MacAddress address) ? address : throw new FormatException($"\"{text}\" is no MAC address such as 52:54:00:12:34:56.");

    /// <summary>Reads <c>52:54:00:12:34:56</c>: six pairs of hexadecimal digits with colons between.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out MacAddress address)
    {
        address = default;
        if (text is not { Length: 17 })
            return false;
        ulong bits = 0;
        for (int i = 0; i < Length; i++)
        {
            if ((i > 0 && text[(3 * i) - 1] != ':') || !byte.TryParse(text.AsSpan(3 * i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
                return false;
            bits = (bits << 8) | value;
        }

        address = new MacAddress(bits);
        return true;
    }

    /// <summary>Writes the six bytes, the first one first.</summary>
    /// <exception cref="ArgumentException">There is no room for six.</exception>
    public void CopyTo(Span<byte> bytes)
    {
        if (bytes.Length < Length)
            throw new ArgumentException($"A MAC address has {Length} bytes.", nameof(bytes));
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)(_bits >> 16));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], (ushort)_bits);
    }

    /// <summary>As <c>52:54:00:12:34:56</c>.</summary>
    public override string ToString() => string.Create(17, _bits, static (text, bits) =>
    {
        for (int i = 0; i < Length; i++)
        {
            if (i > 0)
                text[(3 * i) - 1] = ':';
            ((byte)(bits >> (8 * (Length - 1 - i)))).TryFormat(text[(3 * i)..], out _, "x2", CultureInfo.InvariantCulture);
        }
    });
}
