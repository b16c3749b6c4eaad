using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The answer of <c>query-memory-size-summary</c>.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct MemorySizes : IQmpObject<MemorySizes>
{
    /// <summary>Memory at start, in bytes.</summary>
    public long BaseBytes { get; init; }

    /// <summary>Memory plugged in since, in bytes.</summary>
    public long? PluggedBytes { get; init; }

    static JsonMembers IQmpObject<MemorySizes>.Members { get; } = new("base-memory", "plugged-memory");

    static void IQmpObject<MemorySizes>.Read(ref MemorySizes value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { BaseBytes = QmpObject.ReadSize(ref reader) },
        1 => value with { PluggedBytes = QmpObject.ReadSize(ref reader) },
        _ => value,
    };
}
