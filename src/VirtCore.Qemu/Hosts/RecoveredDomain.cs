namespace VirtCore.Qemu;

/// <summary>A domain that an earlier process had left.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Outcome">What has become of it.</param>
/// <param name="Description">The same in words.</param>
public sealed record RecoveredDomain(string Name, RecoveredDomainOutcome Outcome, string Description);
