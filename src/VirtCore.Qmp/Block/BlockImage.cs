using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>What an image file is (<c>ImageInfo</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct BlockImage : IQmpObject<BlockImage>
{
    /// <summary>Its name; the JSON form for complicated ones.</summary>
    public string FileName { get => field ?? ""; init; }

    /// <summary>Its format.</summary>
    public string Format { get => field ?? ""; init; }

    /// <summary>The size that the guest sees, in bytes.</summary>
    public long VirtualSizeBytes { get; init; }

    /// <summary>The space it takes, in bytes.</summary>
    public long? ActualSizeBytes { get; init; }

    /// <summary>Its granularity.</summary>
    public long? ClusterSizeBytes { get; init; }

    /// <summary>Whether it was not closed cleanly.</summary>
    public bool Dirty { get; init; }

    /// <summary>The file below it, or null.</summary>
    public string? BackingFileName { get; init; }

    static JsonMembers IQmpObject<BlockImage>.Members { get; } = new("filename", "format", "virtual-size", "actual-size", "cluster-size", "dirty-flag", "backing-filename");

    static void IQmpObject<BlockImage>.Read(ref BlockImage value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { FileName = QmpStrings.Read(ref reader) },
        1 => value with { Format = QmpStrings.Read(ref reader) },
        2 => value with { VirtualSizeBytes = QmpObject.ReadSize(ref reader) },
        3 => value with { ActualSizeBytes = QmpObject.ReadSize(ref reader) },
        4 => value with { ClusterSizeBytes = QmpObject.ReadSize(ref reader) },
        5 => value with { Dirty = reader.GetBoolean() },
        6 => value with { BackingFileName = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
