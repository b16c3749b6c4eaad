namespace VirtCore.Host;

/// <summary>What one look at a host found.</summary>
public sealed record HostReport
{
    /// <summary>Puts checks together.</summary>
    public HostReport(IReadOnlyList<HostCheck> checks) => Checks = checks;

    /// <summary>The checks, area by area.</summary>
    public IReadOnlyList<HostCheck> Checks { get; }

    /// <summary>The worst of all verdicts.</summary>
    public HostStatus Worst => Checks.Count == 0 ? HostStatus.Pass : Checks.Max(static check => check.Status);

    /// <summary>A check by its name; null when there is none.</summary>
    public HostCheck? Find(string id) => Checks.FirstOrDefault(check => check.Id == id);

    /// <summary>How many checks have a verdict.</summary>
    public int Count(HostStatus status) => Checks.Count(check => check.Status == status);
}
