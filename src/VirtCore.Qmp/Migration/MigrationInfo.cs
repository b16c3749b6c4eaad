using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The answer of <c>query-migrate</c>.</summary>
/// <remarks>The source's "completed" is not the target's. QEMU may say a total time of 0 at "completed".</remarks>
public readonly record struct MigrationInfo : IQmpObject<MigrationInfo>
{
    /// <summary>Where the migration is. <see cref="MigrationStatus.None"/> where QEMU says nothing.</summary>
    public MigrationStatus Status { get; init; }

    /// <summary>The status as QEMU wrote it, or <c>none</c>.</summary>
    public string StatusName { get; init; }

    /// <summary>From the start to now, or to the end. Null where QEMU says nothing.</summary>
    public TimeSpan? TotalTime { get; init; }

    /// <summary>How long the guest stood still, at the end.</summary>
    public TimeSpan? Downtime { get; init; }

    /// <summary>How long QEMU expects the guest to stand still, while it runs.</summary>
    public TimeSpan? ExpectedDowntime { get; init; }

    /// <summary>How long the setup took.</summary>
    public TimeSpan? SetupTime { get; init; }

    /// <summary>By how many percent auto-converge slows the guest down.</summary>
    public int? CpuThrottlePercentage { get; init; }

    /// <summary>Guest memory's part, or null before it begins.</summary>
    public MigrationRam? Ram { get; init; }

    /// <summary>Why it failed, in QEMU's words, or null.</summary>
    public string? ErrorDescription { get; init; }

    /// <summary>Why this machine cannot migrate now, in QEMU's words; null where nothing blocks.</summary>
    public IReadOnlyList<string>? BlockedReasons { get; init; }

    static JsonMembers IQmpObject<MigrationInfo>.Members { get; } = new JsonMembers("status", "total-time", "downtime", "expected-downtime", "setup-time", "cpu-throttle-percentage", "error-desc", "blocked-reasons")
        .With<MigrationRam>("ram");

    static void IQmpObject<MigrationInfo>.Read(ref MigrationInfo value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Status = WireNames.MigrationStatus.Read(ref reader, out string name), StatusName = name },
        1 => value with { TotalTime = QmpObject.ReadMilliseconds(ref reader) },
        2 => value with { Downtime = QmpObject.ReadMilliseconds(ref reader) },
        3 => value with { ExpectedDowntime = QmpObject.ReadMilliseconds(ref reader) },
        4 => value with { SetupTime = QmpObject.ReadMilliseconds(ref reader) },
        5 => value with { CpuThrottlePercentage = reader.GetInt32() },
        6 => value with { ErrorDescription = QmpStrings.Read(ref reader) },
        7 => value with { BlockedReasons = QmpObject.ReadStrings(ref reader) },
        8 => value with { Ram = QmpObject.Read<MigrationRam>(ref reader) },
        _ => value,
    };
}
