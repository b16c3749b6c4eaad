using System.Buffers.Binary;

namespace VirtCore.Kvm;

/// <summary>CRC-64 as XZ has it: reflected, polynomial 0x42F0E1EBA9EA3693, begun and ended with all ones. Eight bytes a step.</summary>
/// <remarks>
/// It finds every error of up to 64 bits in a row, and each longer one but for one in 2^64. A keyless SHA-256 would keep out no forger either, and .NET takes that from a native OpenSSL,
/// which a small host may not have.
/// </remarks>
internal static class StateChecksum
{
    private const ulong Polynomial = 0xC96C5795D7870F42; // reflected

    // Table k holds what a byte does that k more bytes follow.
    private static readonly ulong[][] s_tables = MakeTables();

    public static ulong Start => ulong.MaxValue;

    public static ulong Finish(ulong crc) => ~crc;

    public static ulong Add(ulong crc, ReadOnlySpan<byte> bytes)
    {
        ulong[][] t = s_tables;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            ulong x = crc ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            crc = t[7][(byte)x] ^ t[6][(byte)(x >> 8)] ^ t[5][(byte)(x >> 16)] ^ t[4][(byte)(x >> 24)]
                ^ t[3][(byte)(x >> 32)] ^ t[2][(byte)(x >> 40)] ^ t[1][(byte)(x >> 48)] ^ t[0][x >> 56];
        }

        foreach (byte value in bytes)
            crc = t[0][(byte)(crc ^ value)] ^ (crc >> 8);
        return crc;
    }

    private static ulong[][] MakeTables()
    {
        var tables = new ulong[8][];
        for (int k = 0; k < tables.Length; k++)
        {
            tables[k] = new ulong[256];
            for (int i = 0; i < 256; i++)
            {
                ulong crc = k == 0 ? (ulong)i : tables[k - 1][i];
                for (int bit = 0; bit < 8; bit++)
                    crc = (crc >> 1) ^ ((crc & 1) * Polynomial);
                tables[k][i] = crc;
            }
        }

        return tables;
    }
}
