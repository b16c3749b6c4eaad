namespace VirtCore.Migration;

/// <summary>How long each phase took.</summary>
public readonly record struct MigrationPhaseTimes(TimeSpan Begin, TimeSpan Prepare, TimeSpan Perform, TimeSpan Finish, TimeSpan Confirm);
