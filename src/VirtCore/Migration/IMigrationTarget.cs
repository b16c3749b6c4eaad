namespace VirtCore.Migration;

/// <summary>The target's side of a migration, as the engine needs it. A hypervisor driver implements it.</summary>
/// <remarks>
/// The engine calls one method at a time, except <see cref="Lost"/>, which it watches once Prepare has returned. A call of the source's side may be
/// under way at the same time. A method whose token is
/// cancelled returns promptly. Recovery calls from another process than the one that prepared the target.
/// </remarks>
public interface IMigrationTarget
{
    /// <summary>How this side can be found again by recovery, in the driver's own terms.</summary>
    string Locator { get; }

    /// <summary>Completes when the target's copy is gone, with what died and how. Never faults.</summary>
    Task<string> Lost { get; }

    /// <summary>Writes this side's record; it is on disk when the task completes. It is written before what it announces is done.</summary>
    ValueTask WriteRecordAsync(MigrationRecord record, CancellationToken cancellationToken);

    /// <summary>Removes this side's record: nothing is left to resolve. Harmless when there is none.</summary>
    ValueTask RemoveRecordAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>
    /// Prepare: starts the hypervisor, waiting for the stream, its lifeline armed to the controller from before its exec on. When it
    /// throws or is cancelled nothing is left of it.
    /// </summary>
    ValueTask<MigrationChannel> PrepareAsync(MigrationOffer offer, MigrationOptions options, CancellationToken cancellationToken);

    /// <summary>First half of Finish: waits for the target's own word that it has received everything. The source's word is not enough.</summary>
    ValueTask WaitForIncomingAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The decision: the guard writes Committed durably, disarms the lifeline, and answers. False when the decision was Aborted already.
    /// An exception means that the answer is not known: only <see cref="ResolveAsync"/> tells.
    /// </summary>
    ValueTask<bool> CommitAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Runs the CPUs, or leaves them stopped when the guest was paused before. Refused without a commit.</summary>
    /// <returns>When the CPUs started by the hypervisor's wall clock (QEMU's RESUME event), or null when they stay stopped or were running.</returns>
    ValueTask<DateTimeOffset?> StartAsync(bool run, CancellationToken cancellationToken);

    /// <summary>
    /// Asks what was decided. An id without a decision becomes Aborted by being asked about: the target's process is dead when the answer
    /// is Aborted, and a late commit fails. Works with a dead guard (its record answers) and when Prepare never got that far.
    /// </summary>
    ValueTask<MigrationDecision> ResolveAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>After a commit: whether the target's process still lives. False also when nothing is known of it any more.</summary>
    /// <exception cref="IOException">The target's side does not answer.</exception>
    ValueTask<bool> IsAliveAsync(CancellationToken cancellationToken);

    /// <summary>
    /// This side's record of a migration, or null when there is none. Recovery of the other side asks. The record outlives the target's
    /// domain: once it says <see cref="MigrationStep.Starting"/>, only the source's side has it removed.
    /// </summary>
    /// <exception cref="IOException">The target's side does not answer, or the record cannot be read.</exception>
    /// <exception cref="InvalidDataException">The record is damaged.</exception>
    ValueTask<MigrationRecord?> ReadRecordAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>
    /// Removes what is left of a target: its process if there still is one, its directory, its name; not its record. The process is
    /// dead when this returns. Harmless when there is nothing. Called after an abort, and for a target that was committed but cannot be
    /// started because its record cannot be written.
    /// </summary>
    ValueTask DiscardAsync(CancellationToken cancellationToken);
}
