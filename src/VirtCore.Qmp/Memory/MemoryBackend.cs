using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>One memory backend (<c>Memdev</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct MemoryBackend : IQmpObject<MemoryBackend>
{
    /// <summary>Its id, or null.</summary>
    public string? Id { get; init; }

    /// <summary>Its size in bytes.</summary>
    public long SizeBytes { get; init; }

    /// <summary>Whether the host may merge equal pages.</summary>
    public bool Merge { get; init; }

    /// <summary>Whether it is part of core dumps.</summary>
    public bool Dump { get; init; }

    /// <summary>Whether it was allocated at start.</summary>
    public bool Prealloc { get; init; }

    /// <summary>Whether it is mapped shared.</summary>
    public bool Share { get; init; }

    /// <summary>Whether swap space is reserved.</summary>
    public bool? Reserve { get; init; }

    /// <summary>The NUMA policy: <c>default</c>, <c>preferred</c>, <c>bind</c>, <c>interleave</c>.</summary>
    public string Policy { get => field ?? ""; init; }

    /// <summary>The NUMA nodes of the host for it.</summary>
    public IReadOnlyList<long> HostNodes { get => field ?? []; init; }

    static JsonMembers IQmpObject<MemoryBackend>.Members { get; } = new("id", "size", "merge", "dump", "prealloc", "share", "reserve", "policy", "host-nodes");

    static void IQmpObject<MemoryBackend>.Read(ref MemoryBackend value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        1 => value with { SizeBytes = QmpObject.ReadSize(ref reader) },
        2 => value with { Merge = reader.GetBoolean() },
        3 => value with { Dump = reader.GetBoolean() },
        4 => value with { Prealloc = reader.GetBoolean() },
        5 => value with { Share = reader.GetBoolean() },
        6 => value with { Reserve = reader.GetBoolean() },
        7 => value with { Policy = QmpStrings.Read(ref reader) },
        8 => value with { HostNodes = QmpObject.ReadIntegers(ref reader) },
        _ => value,
    };
}
