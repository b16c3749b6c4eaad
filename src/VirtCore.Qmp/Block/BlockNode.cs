using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>One node of the block graph (<c>BlockDeviceInfo</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct BlockNode : IQmpObject<BlockNode>
{
    /// <summary>Its name.</summary>
    public string? NodeName { get; init; }

    /// <summary>Its driver: <c>qcow2</c>, <c>raw</c>, <c>file</c>.</summary>
    public string Driver { get => field ?? ""; init; }

    /// <summary>Its file.</summary>
    public string FileName { get => field ?? ""; init; }

    /// <summary>Whether it is read-only.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The file below it, or null.</summary>
    public string? BackingFile { get; init; }

    /// <summary>How many files are below it.</summary>
    public int BackingDepth { get; init; }

    /// <summary>Whether it is active; null where QEMU does not say.</summary>
    public bool? Active { get; init; }

    /// <summary><c>off</c>, <c>on</c>, <c>unmap</c>.</summary>
    public string DetectZeroes { get => field ?? ""; init; }

    /// <summary>The offset whose first write is told as <see cref="QmpEvents.BlockWriteThreshold"/>; 0 is none.</summary>
    public long WriteThresholdBytes { get; init; }

    /// <summary>The image.</summary>
    public BlockImage Image { get; init; }

    /// <summary>Its dirty bitmaps, or null.</summary>
    public IReadOnlyList<DirtyBitmap>? DirtyBitmaps { get; init; }

    static JsonMembers IQmpObject<BlockNode>.Members { get; } = new JsonMembers("node-name", "drv", "file", "ro", "backing_file", "backing_file_depth", "detect_zeroes", "write_threshold")
        .Since(10, 0, "active")
        .With<BlockImage>("image")
        .With<DirtyBitmap>("dirty-bitmaps");

    static void IQmpObject<BlockNode>.Read(ref BlockNode value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { NodeName = QmpStrings.Read(ref reader) },
        1 => value with { Driver = QmpStrings.Read(ref reader) },
        2 => value with { FileName = QmpStrings.Read(ref reader) },
        3 => value with { ReadOnly = reader.GetBoolean() },
        4 => value with { BackingFile = QmpStrings.Read(ref reader) },
        5 => value with { BackingDepth = reader.GetInt32() },
        6 => value with { DetectZeroes = QmpStrings.Read(ref reader) },
        7 => value with { WriteThresholdBytes = QmpObject.ReadSize(ref reader) },
        8 => value with { Active = reader.GetBoolean() },
        9 => value with { Image = QmpObject.Read<BlockImage>(ref reader) },
        10 => value with { DirtyBitmaps = QmpObject.ReadList<DirtyBitmap>(ref reader) },
        _ => value,
    };
}
