using System.Collections.Concurrent;
using VirtCore.Interop;
using VirtCore.Migration;

namespace VirtCore.Qemu;

/// <summary>Records written ahead of their time.</summary>
/// <remarks>
/// The first records of a side tell all that will follow if nothing goes wrong. Those are put on disk under temporary names, which nobody reads, while
/// the target's QEMU starts and the guest still runs; writing one in its turn is then a rename and one fsync instead of two. That halves what
/// a record costs the guest while it stands still, and a disk that fills up on the way does not end a migration.
/// </remarks>
internal sealed partial class MigrationRecords
{
    private static readonly MigrationStep[] s_sourceSteps = [MigrationStep.Performed, MigrationStep.Confirmed];
    private static readonly MigrationStep[] s_targetSteps = [MigrationStep.Starting];

    private readonly ConcurrentDictionary<string, (MigrationRecord Record, Task<bool> OnDisk)> _staged = new(StringComparer.Ordinal);

    private static MigrationStep[] StepsOf(MigrationSide side) => side == MigrationSide.Source ? s_sourceSteps : s_targetSteps;

    private static string TemporaryOf(Guid id, MigrationSide side, MigrationStep step) => $"{NameOf(id, side)}.{step}.tmp";

    private static string TemporaryOf(MigrationRecord record) => TemporaryOf(record.Id, record.Side, record.Step);

    // Recovery writes neither of these two records, so it stages nothing.
    private void StageFollowing(MigrationRecord record)
    {
        if (record.Step is not (MigrationStep.Performing or MigrationStep.Prepared))
            return;
        Task<bool> before = Task.FromResult(true);
        foreach (MigrationStep step in StepsOf(record.Side))
        {
            MigrationRecord next = record with { Step = step };
            before = StageAsync(next, before);
            _staged[TemporaryOf(next)] = (next, before);
        }
    }

    // False when it could not be staged. Then the record is written whole in its turn, and its failure is told there.
    private async Task<bool> StageAsync(MigrationRecord record, Task<bool> before)
    {
        byte[] content = MigrationRecordFormat.Format(record);
        if (!await before.ConfigureAwait(false))
            return false;
        try
        {
            await Task.Run(() => DirectoryFile.StageDurably(_directory, TemporaryOf(record), NameOf(record.Id, record.Side), content)).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is KernelException or ObjectDisposedException)
        {
            return false;
        }
    }

    private async ValueTask<bool> TakeStagedAsync(MigrationRecord record) =>
        _staged.TryRemove(TemporaryOf(record), out var staged) && await staged.OnDisk.ConfigureAwait(false) && staged.Record == record;

    private async ValueTask WaitForStagedAsync(Guid id, MigrationSide side)
    {
        foreach (MigrationStep step in StepsOf(side))
        {
            if (_staged.TryRemove(TemporaryOf(id, side, step), out var staged))
                await staged.OnDisk.ConfigureAwait(false);
        }
    }

    private void RemoveStaged(Guid id, MigrationSide side)
    {
        foreach (MigrationStep step in StepsOf(side))
            DirectoryFile.Unlink(_directory, TemporaryOf(id, side, step));
    }
}
