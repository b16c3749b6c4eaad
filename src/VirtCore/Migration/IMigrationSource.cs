namespace VirtCore.Migration;

/// <summary>The source's side of a migration, as the engine needs it. A hypervisor driver implements it.</summary>
/// <remarks>
/// The engine calls one method at a time, except <see cref="Lost"/>, which it watches throughout, and the last record, which it has written while
/// <see cref="DiscardAsync"/> is under way. A call of the target's side may be under way at the same time. Every method either has its effect or
/// throws; one that was cancelled returns promptly and has no effect that <see cref="RestoreAsync"/> does not undo. Records,
/// <see cref="DiscardAsync"/> and <see cref="End"/> work with a dead process too: recovery is given a source in any case, and one whose
/// process is dead has a <see cref="Lost"/> that is completed from the start. Recovery does not call <see cref="End"/>.
/// </remarks>
public interface IMigrationSource
{
    /// <summary>How this side can be found again by recovery, in the driver's own terms: for a local host its state directory and domain.</summary>
    string Locator { get; }

    /// <summary>Completes when the source's copy of the guest is gone, with what died and how (signal or status, last words). Never faults.</summary>
    Task<string> Lost { get; }

    /// <summary>
    /// Begin: takes the domain's job, freezes the definition and checks that it can move. The guest is untouched. The job is in memory
    /// alone, and is not held when this throws.
    /// </summary>
    /// <exception cref="InvalidOperationException">The domain has another job, or cannot be migrated; the message says why.</exception>
    ValueTask<MigrationOffer> BeginAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Writes this side's record; it is on disk when the task completes. It is written before what it announces is done.</summary>
    ValueTask WriteRecordAsync(MigrationRecord record, CancellationToken cancellationToken);

    /// <summary>Removes this side's record: nothing is left to resolve. Harmless when there is none.</summary>
    ValueTask RemoveRecordAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>
    /// Perform: streams the guest until the source's hypervisor has sent everything and holds the guest stopped (QEMU: <c>postmigrate</c>).
    /// The channel's socket has been handed over or closed when it returns or throws.
    /// </summary>
    /// <returns>When the CPUs stopped by the hypervisor's wall clock (QEMU's STOP event), or null if they were stopped before.</returns>
    ValueTask<DateTimeOffset?> PerformAsync(
        MigrationChannel channel, MigrationOptions options, IProgress<MigrationProgress>? progress, CancellationToken cancellationToken);

    /// <summary>What the hypervisor says of the stream that has ended. Asked for while the target is being started, so that nobody waits for it.</summary>
    ValueTask<MigrationStreamStatistics> ReadStatisticsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Undoes what Perform has done: ends a stream that is under way and gives the guest its run state from before. Harmless when
    /// nothing was done. Called only when the target can no longer become committed.
    /// </summary>
    ValueTask RestoreAsync(bool running, CancellationToken cancellationToken);

    /// <summary>Confirm: kills the source's copy, which the target has replaced, and removes what belonged to it. Harmless when it is gone.</summary>
    ValueTask DiscardAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Leaves the guest as it is (stopped, if Perform got that far) and marks the domain undecided: the target's side does not say what became of it, or the guest
    /// may have run there and died. Only recovery, or the user, may resume it.
    /// </summary>
    ValueTask MarkUndecidedAsync(CancellationToken cancellationToken);

    /// <summary>Ends the domain's job. The last call of every migration that began.</summary>
    void End();
}
