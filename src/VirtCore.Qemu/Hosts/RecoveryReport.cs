using VirtCore.Migration;

namespace VirtCore.Qemu;

/// <summary>What opening a state directory found and did.</summary>
public sealed record RecoveryReport
{
    internal static readonly RecoveryReport Empty = new();

    /// <summary>The domains that had been left there, and what has become of each.</summary>
    public IReadOnlyList<RecoveredDomain> Domains { get; init; } = [];

    /// <summary>The migrations that had been unfinished, and how each was resolved.</summary>
    public IReadOnlyList<MigrationResolution> Migrations { get; init; } = [];

    /// <summary>Files that could not be read, with the reason. They are left alone.</summary>
    public IReadOnlyList<string> Damaged { get; init; } = [];
}
