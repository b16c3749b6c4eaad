using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>One dirty bitmap (<c>BlockDirtyInfo</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct DirtyBitmap : IQmpObject<DirtyBitmap>
{
    /// <summary>Its name.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>Bytes marked as dirty.</summary>
    public long DirtyBytes { get; init; }

    /// <summary>Bytes a bit.</summary>
    public long GranularityBytes { get; init; }

    /// <summary>Whether it marks new writes.</summary>
    public bool Recording { get; init; }

    /// <summary>Whether a job uses it.</summary>
    public bool Busy { get; init; }

    /// <summary>Whether it is kept in the image.</summary>
    public bool Persistent { get; init; }

    /// <summary>Whether it was not saved and is of no use.</summary>
    public bool Inconsistent { get; init; }

    static JsonMembers IQmpObject<DirtyBitmap>.Members { get; } = new("name", "count", "granularity", "recording", "busy", "persistent", "inconsistent");

    static void IQmpObject<DirtyBitmap>.Read(ref DirtyBitmap value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Name = QmpStrings.Read(ref reader) },
        1 => value with { DirtyBytes = QmpObject.ReadSize(ref reader) },
        2 => value with { GranularityBytes = reader.GetInt64() },
        3 => value with { Recording = reader.GetBoolean() },
        4 => value with { Busy = reader.GetBoolean() },
        5 => value with { Persistent = reader.GetBoolean() },
        6 => value with { Inconsistent = reader.GetBoolean() },
        _ => value,
    };
}
