using System.Buffers.Binary;

namespace VirtCore.Qmp;

/// <summary>A quick hash of short names.</summary>
internal static class NameHash
{
    private const ulong Factor = 0x9E37_79B9_7F4A_7C15;

    public static uint Of(ReadOnlySpan<byte> name)
    {
        ulong hash = (ulong)name.Length;
        while (name.Length >= 8)
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(name)) * Factor;
            hash ^= hash >> 32;
            name = name[8..];
        }

        ulong rest = 0;
        if (name.Length >= 4)
        {
            rest = BinaryPrimitives.ReadUInt32LittleEndian(name);
            name = name[4..];
        }

        foreach (byte value in name)
            rest = (rest << 8) | value;
        hash = (hash ^ rest) * Factor;
        return (uint)(hash >> 32);
    }
}
