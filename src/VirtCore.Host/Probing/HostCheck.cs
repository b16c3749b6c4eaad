namespace VirtCore.Host;

/// <summary>One question about a host, and its answer.</summary>
public sealed record HostCheck
{
    /// <summary>Its name for programs, which never changes: <c>kvm-guest</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What part of the host it is about.</summary>
    public required HostArea Area { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Title { get; init; }

    /// <summary>The verdict.</summary>
    public required HostStatus Status { get; init; }

    /// <summary>What was found, in a few words; for <see cref="HostStatus.Unknown"/> why nothing was.</summary>
    public required string Finding { get; init; }

    /// <summary>The same for programs.</summary>
    public IReadOnlyList<HostFact> Facts { get; init; } = [];

    /// <summary>Why it matters to virtual machines: one sentence.</summary>
    public required string Why { get; init; }

    /// <summary>The command, or the setting, that mends it. Null when there is nothing to mend, or no remedy in software.</summary>
    public string? Remedy { get; init; }

    /// <summary>A fact by its name; null when there is none.</summary>
    public HostFact? Find(string name) => Facts.FirstOrDefault(fact => fact.Name == name);
}
