using System.Buffers.Binary;

namespace VirtCore.Kvm;

/// <summary>What a saved state looks like: a head of 40 bytes, then parts. Little-endian.</summary>
/// <remarks>
/// <code>
/// head   0  8 bytes  "VCKVMST" and a NUL
///        8  u32      version of the format: 1
///       12  u32      machine: 62, x86-64, as ELF numbers it
///       16  u64      length of all, the head counted
///       24  u64      CRC-64 of all but these eight bytes
///       32  u32      number of vCPUs
///       36  u32      0
/// part   0  u32      which: StateSection
///        4  u32      length of its content
///        8           content: the kernel's struct, or several; then zeros up to a multiple of 8
/// </code>
/// The parts have one order: those of the VM, then those of each vCPU. So a state has one form, and what is read is written the same.
/// </remarks>
internal static class StateFormat
{
    public const uint Version = 1;
    public const uint Machine = 62;
    public const int HeadLength = 40;
    public const int LengthAt = 16;
    public const int ChecksumAt = 24;
    public const int SectionHeadLength = 8;

    // What KVM may come to need, and no more.
    public const int MostBytes = 256 << 20;
    public const int MostVcpus = 4096;
    public const int MostCpuidEntries = 1024;
    public const int MostMsrs = 4096;
    public const int MostXsaveBytes = 64 << 10;

    public static ReadOnlySpan<byte> Magic => "VCKVMST\0"u8;

    /// <summary>Zeros that follow a part.</summary>
    public static int Padding(int length) => -length & 7;

    /// <summary>What the checksum of these bytes ought to be.</summary>
    public static ulong ChecksumOf(ReadOnlySpan<byte> state) =>
        StateChecksum.Finish(StateChecksum.Add(StateChecksum.Add(StateChecksum.Start, state[..ChecksumAt]), state[(ChecksumAt + 8)..]));

    /// <summary>Makes length and checksum fit the rest.</summary>
    public static void Seal(Span<byte> state)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(state[LengthAt..], (ulong)state.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(state[ChecksumAt..], ChecksumOf(state));
    }
}
