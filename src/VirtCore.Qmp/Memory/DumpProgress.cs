using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>How far a dump is (<c>DumpQueryResult</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct DumpProgress : IQmpObject<DumpProgress>
{
    /// <summary><c>none</c>, <c>active</c>, <c>completed</c>, <c>failed</c>.</summary>
    public string Status { get => field ?? ""; init; }

    /// <summary>Bytes written.</summary>
    public long CompletedBytes { get; init; }

    /// <summary>Bytes to write.</summary>
    public long TotalBytes { get; init; }

    static JsonMembers IQmpObject<DumpProgress>.Members { get; } = new("status", "completed", "total");

    static void IQmpObject<DumpProgress>.Read(ref DumpProgress value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Status = QmpStrings.Read(ref reader) },
        1 => value with { CompletedBytes = QmpObject.ReadSize(ref reader) },
        2 => value with { TotalBytes = QmpObject.ReadSize(ref reader) },
        _ => value,
    };
}
