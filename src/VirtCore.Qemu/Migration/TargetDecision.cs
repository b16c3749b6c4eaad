using VirtCore.Host;
using VirtCore.Migration;

namespace VirtCore.Qemu;

/// <summary>Asks the target's side what was decided, by its record and its guard's.</summary>
/// <remarks>
/// The record comes first: Starting is written after the commit and outlives the domain, so a guest that arrived, ran, and was destroyed by its user
/// is not mistaken for one that never came. Without a record nothing was ever prepared, or all was done and told.
/// </remarks>
internal static class TargetDecision
{
    private static readonly TimeSpan s_guardTimeout = TimeSpan.FromSeconds(10);

    public static async ValueTask<MigrationDecision> ResolveAsync(
        MigrationRecords records, string stateDirectory, string domainName, Guid id, CancellationToken cancellationToken)
    {
        MigrationRecord? record = records.Read(id, MigrationSide.Target);
        switch (record?.Step)
        {
            case MigrationStep.Starting or MigrationStep.Started:
                return MigrationDecision.Committed;
            case null or MigrationStep.Aborted:
                return MigrationDecision.Aborted;
            default:
                break;
        }

        string directory = DomainDirectory.PathOf(stateDirectory, domainName);
        if (DomainDirectory.ReadMigration(directory) != id)
            return MigrationDecision.Aborted; // it never was started, or died and was cleaned up before it ran; another of its name is not asked
        try
        {
            GuardDecision decision = await GuardRecord.ResolveAsync(directory, id, s_guardTimeout, cancellationToken).ConfigureAwait(false);
            return decision == GuardDecision.Committed ? MigrationDecision.Committed : MigrationDecision.Aborted;
        }
        catch (TimeoutException)
        {
            return MigrationDecision.Unreachable;
        }
    }
}
