using System.Buffers.Binary;

namespace VirtCore.TestGuests;

/// <summary>A boot sector that adds one to the first byte of each page of a range, in order and for ever; tiny-guest.S is its source.</summary>
/// <remarks>
/// It writes <see cref="Started"/> on the first serial port, then a letter after each pass, a to z and round again. What the range must look
/// like at every moment, <see cref="GuestMemoryOracle"/> knows.
/// </remarks>
internal sealed record TinyGuest
{
    /// <summary>What it writes first, with the range cleared.</summary>
    public const char Started = 'S';

    /// <summary>Where the range starts in the guest's physical memory.</summary>
    public const long RangeStart = 1 << 20;

    public const int PageSize = 4096;

    private const int PagesOffset = 500;
    private const int IdleTurnsOffset = 504;

    // A raw image of this size is a 3.5 inch floppy disk to QEMU.
    private const int FloppySize = 1_474_560;

    // Firmware keeps tables at the top of the memory.
    private const int RoomMebibytes = 7;

    /// <summary>How much memory it keeps changing.</summary>
    public int RangeMebibytes { get; init; } = 32;

    /// <summary>How many turns of an empty loop follow each page, to hold the rate of change down.</summary>
    public uint IdleTurns { get; init; }

    public long RangeBytes => (long)RangeMebibytes << 20;

    /// <summary>The least memory of a machine that holds the range.</summary>
    public int MemoryMebibytes => 1 + RangeMebibytes + RoomMebibytes;

    /// <summary>Writes the raw floppy image that it boots from. QEMU's <c>-kernel</c> takes the same file, as a multiboot image.</summary>
    public void WriteImage(string path)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(RangeMebibytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RangeMebibytes, 2048);
        byte[] image = new byte[FloppySize];
        using (Stream sector = typeof(TinyGuest).Assembly.GetManifestResourceStream("tiny-guest.bin")!)
            sector.ReadExactly(image, 0, 512);
        BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(PagesOffset), (int)(RangeBytes / PageSize));
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(IdleTurnsOffset), IdleTurns);
        File.WriteAllBytes(path, image);
    }
}
