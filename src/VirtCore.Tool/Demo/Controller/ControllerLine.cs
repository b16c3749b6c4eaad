using System.Text.Json.Serialization;
using VirtCore.Migration;

namespace VirtCore.Tool.Demo;

/// <summary>What the controller of the second migration says on its standard output, a line at a time.</summary>
internal sealed record ControllerLine
{
    public required MigrationPhase Phase { get; init; }

    /// <summary>The target's QEMU, once there is one.</summary>
    public int? TargetProcessId { get; init; }

    public double ElapsedMs { get; init; }

    public long TransferredBytes { get; init; }

    public long RemainingBytes { get; init; }

    public long TotalBytes { get; init; }

    public long BytesPerSecond { get; init; }

    public long DirtyBytesPerSecond { get; init; }

    public long Passes { get; init; }

    /// <summary>Memory is under way, and more is to come: the middle of Perform, whatever happens next.</summary>
    [JsonIgnore]
    public bool IsMidway => Phase == MigrationPhase.Perform && TransferredBytes > 0 && RemainingBytes > 0 && TargetProcessId is not null;

    public static ControllerLine From(MigrationProgress progress, int? targetProcessId) => new()
    {
        Phase = progress.Phase,
        TargetProcessId = targetProcessId,
        ElapsedMs = progress.Elapsed.TotalMilliseconds,
        TransferredBytes = progress.TransferredBytes,
        RemainingBytes = progress.RemainingBytes,
        TotalBytes = progress.TotalBytes,
        BytesPerSecond = progress.BytesPerSecond,
        DirtyBytesPerSecond = progress.DirtyBytesPerSecond,
        Passes = progress.Passes,
    };

    public MigrationProgress ToProgress() => new()
    {
        Phase = Phase,
        Elapsed = TimeSpan.FromMilliseconds(ElapsedMs),
        TransferredBytes = TransferredBytes,
        RemainingBytes = RemainingBytes,
        TotalBytes = TotalBytes,
        BytesPerSecond = BytesPerSecond,
        DirtyBytesPerSecond = DirtyBytesPerSecond,
        Passes = Passes,
    };
}
