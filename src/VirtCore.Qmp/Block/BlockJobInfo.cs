using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>One block job (<c>BlockJobInfo</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct BlockJobInfo : IQmpObject<BlockJobInfo>
{
    /// <summary>Its id.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary><c>commit</c>, <c>stream</c>, <c>mirror</c>, <c>backup</c>.</summary>
    public string Type { get => field ?? ""; init; }

    /// <summary>What there is to do; it may grow.</summary>
    public long TotalBytes { get; init; }

    /// <summary>What is done.</summary>
    public long DoneBytes { get; init; }

    /// <summary>Whether it is in the middle of something.</summary>
    public bool Busy { get; init; }

    /// <summary>Whether it was paused, or is about to be.</summary>
    public bool Paused { get; init; }

    /// <summary>Its speed limit; 0 is none.</summary>
    public long BytesPerSecond { get; init; }

    /// <summary><c>ok</c>, <c>failed</c>, <c>nospace</c>.</summary>
    public string IoStatus { get => field ?? ""; init; }

    /// <summary>Whether it may be completed.</summary>
    public bool Ready { get; init; }

    /// <summary>Where it is.</summary>
    public JobStatus Status { get; init; }

    /// <summary>Whether it makes its change by itself.</summary>
    public bool AutoFinalize { get; init; }

    /// <summary>Whether it is gone once it is over.</summary>
    public bool AutoDismiss { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public string? Error { get; init; }

    static JsonMembers IQmpObject<BlockJobInfo>.Members { get; } = new("device", "type", "len", "offset", "busy", "paused", "speed", "io-status", "ready", "status", "auto-finalize",
            "auto-dismiss", "error");

    static void IQmpObject<BlockJobInfo>.Read(ref BlockJobInfo value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        1 => value with { Type = QmpStrings.Read(ref reader) },
        2 => value with { TotalBytes = QmpObject.ReadSize(ref reader) },
        3 => value with { DoneBytes = QmpObject.ReadSize(ref reader) },
        4 => value with { Busy = reader.GetBoolean() },
        5 => value with { Paused = reader.GetBoolean() },
        6 => value with { BytesPerSecond = QmpObject.ReadSize(ref reader) },
        7 => value with { IoStatus = QmpStrings.Read(ref reader) },
        8 => value with { Ready = reader.GetBoolean() },
        9 => value with { Status = WireNames.JobStatus.Read(ref reader, out _) },
        10 => value with { AutoFinalize = reader.GetBoolean() },
        11 => value with { AutoDismiss = reader.GetBoolean() },
        12 => value with { Error = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
