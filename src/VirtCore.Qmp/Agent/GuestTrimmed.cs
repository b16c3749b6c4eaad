using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>What came of trimming one file system.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-ga-ref.html">guest agent reference</see>.</remarks>
public readonly record struct GuestTrimmed : IQmpObject<GuestTrimmed>
{
    /// <summary>Where it is mounted.</summary>
    public string Path { get => field ?? ""; init; }

    /// <summary>Bytes given back.</summary>
    public long? TrimmedBytes { get; init; }

    /// <summary>The shortest range that was given back.</summary>
    public long? MinimumBytes { get; init; }

    /// <summary>Why it could not be trimmed, or null.</summary>
    public string? Error { get; init; }

    static JsonMembers IQmpObject<GuestTrimmed>.Members { get; } = new("path", "trimmed", "minimum", "error");

    static void IQmpObject<GuestTrimmed>.Read(ref GuestTrimmed value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Path = QmpStrings.Read(ref reader) },
        1 => value with { TrimmedBytes = QmpObject.ReadSize(ref reader) },
        2 => value with { MinimumBytes = QmpObject.ReadSize(ref reader) },
        3 => value with { Error = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
