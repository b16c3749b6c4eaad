namespace VirtCore.Migration;

/// <summary>What Begin hands from the source to the target: libvirt's cookie.</summary>
public sealed record MigrationOffer
{
    /// <summary>The migration's identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>The source's frozen definition: the target's machine is made from it.</summary>
    public required DomainDefinition Definition { get; init; }

    /// <summary>Whether the guest runs (or is paused by its user, and stays so on the target).</summary>
    public required bool WasRunning { get; init; }

    /// <summary>How the source can be found again, for the target's record.</summary>
    public required string SourceLocator { get; init; }

    /// <summary>Whether the domain dies with its host: the target ties it to its own host once it runs.</summary>
    public bool AutoDestroy { get; init; }
}
