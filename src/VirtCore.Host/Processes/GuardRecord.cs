using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Host;

/// <summary>The guard's record in a state directory, for whoever comes later.</summary>
public static class GuardRecord
{
    /// <summary>Reads what was last written, without asking anybody.</summary>
    /// <returns>Null when there is no record.</returns>
    /// <exception cref="KernelException">The directory cannot be read (ENOENT, EACCES).</exception>
    /// <exception cref="InvalidDataException">The record is not one.</exception>
    public static ValueTask<GuardStatus?> ReadAsync(string stateDirectory, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using SafeFileDescriptor directory = DirectoryFile.OpenDirectory(stateDirectory);
        return ValueTask.FromResult(GuardRecordFile.Read(directory));
    }

    /// <summary>Asks what was decided. What is undecided becomes Aborted by being asked about.</summary>
    /// <remarks>
    /// When the answer is <see cref="GuardDecision.Aborted"/>, that is on record, the process is dead, and no later start or commit in this directory can succeed. A live
    /// guard answers itself; for a dead one its record does, once its process is gone too.
    /// </remarks>
    /// <param name="stateDirectory">The state directory. One in which no guard ever was becomes Aborted too.</param>
    /// <param name="id">What would have been committed.</param>
    /// <param name="timeout">How long to wait for a guard that is stopped or hangs, or for its process to die.</param>
    /// <param name="cancellationToken">Gives up waiting; the question may have been answered all the same.</param>
    /// <exception cref="TimeoutException">Nothing is known: the guard lives and does not answer.</exception>
    /// <exception cref="InvalidOperationException">Something else was committed in this directory.</exception>
    /// <exception cref="KernelException">The directory cannot be opened or the record not be written.</exception>
    public static async ValueTask<GuardDecision> ResolveAsync(
        string stateDirectory, Guid id, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        using SafeFileDescriptor directory = DirectoryFile.OpenDirectory(stateDirectory);
        using var deadline = new TaskDeadline(timeout);
        while (true)
        {
            GuardConnection? connection = Adoption.TryConnect(directory, out int error);
            GuardDecision? decision = null;
            if (connection is not null)
            {
                using (connection)
                    decision = await AskGuardAsync(connection, id, deadline, cancellationToken).ConfigureAwait(false);
            }
            else if (error != EAGAIN)
            {
                using SafeFileDescriptor? held = GuardLock.TryTake(directory);
                if (held is not null)
                {
                    GuardDecision decided = await DecideAsync(directory, id, deadline, cancellationToken).ConfigureAwait(false);
                    await RemoveCgroupAsync(directory, deadline, cancellationToken).ConfigureAwait(false);
                    return decided;
                }
            }

            if (decision is { } answer)
                return answer;
            await Adoption.PauseAsync(deadline, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes the guard's files, and the cgroup that was made for its process, so that the directory can be used for another start.</summary>
    /// <returns>False when a guard still lives there; nothing is removed then.</returns>
    /// <exception cref="TimeoutException">The guard is dead, and its process did not die, or the process's cgroup did not get empty, within ten seconds.</exception>
    /// <exception cref="KernelException">The directory cannot be opened, or the cgroup not be removed.</exception>
    public static async ValueTask<bool> DeleteAsync(string stateDirectory, CancellationToken cancellationToken = default)
    {
        using SafeFileDescriptor directory = DirectoryFile.OpenDirectory(stateDirectory);
        using SafeFileDescriptor? held = GuardLock.TryTake(directory);
        if (held is null)
            return false;
        using var deadline = new TaskDeadline(TimeSpan.FromSeconds(10));
        await EndProcessAsync(GuardRecordFile.Read(directory), deadline, cancellationToken).ConfigureAwait(false);
        await MadeCgroup.RemoveAsync(directory, deadline, cancellationToken).ConfigureAwait(false);
        DirectoryFile.Unlink(directory, GuardFiles.Temporary);
        DirectoryFile.Unlink(directory, GuardFiles.Record);
        DirectoryFile.Unlink(directory, GuardFiles.Socket);
        DirectoryFile.Unlink(directory, GuardFiles.Lock);
        DirectoryFile.SyncDirectory(directory);
        return true;
    }

    // Null when the guard ended, or ended its failed start, without a decision: what it left behind is to be looked at again.
    private static async ValueTask<GuardDecision?> AskGuardAsync(
        GuardConnection connection, Guid id, TaskDeadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            Task<vg_answer> asked = connection.AskAsync(vg_type.RESOLVE, id);
            if (!await deadline.WaitAsync(asked, cancellationToken).ConfigureAwait(false))
                throw new TimeoutException("The guard lives and does not answer.");
            vg_answer answer = await asked.ConfigureAwait(false);
            return answer switch
            {
                { error: Errnos.EEXIST } => throw CommittedAs(answer.id.ToGuid(), id),
                { error: not 0 } => throw new KernelException("resolve", answer.error, GuardFiles.Socket),
                { decision: VG.COMMITTED } => GuardDecision.Committed,
                { decision: VG.ABORTED } => GuardDecision.Aborted,
                _ => null,
            };
        }
        catch (GuardLostException)
        {
            return null;
        }
    }

    // With the lock: nobody can start or commit here.
    private static async ValueTask<GuardDecision> DecideAsync(
        SafeFileDescriptor directory, Guid id, TaskDeadline deadline, CancellationToken cancellationToken)
    {
        GuardStatus? status = GuardRecordFile.Read(directory);
        // Also of a committed one: it is dead, like its guard, when this returns.
        await EndProcessAsync(status, deadline, cancellationToken).ConfigureAwait(false);
        if (status?.Decision == GuardDecision.Committed)
            return status.DecisionId == id ? GuardDecision.Committed : throw CommittedAs(status.DecisionId, id);
        if (status?.Decision is null)
            GuardRecordFile.WriteAborted(directory, status, id);
        return GuardDecision.Aborted;
    }

    // The kernel has killed it with its guard; its end may take a while. Killing it once more costs nothing.
    private static async ValueTask EndProcessAsync(GuardStatus? status, TaskDeadline deadline, CancellationToken cancellationToken)
    {
        using Pidfd? process = status?.Identity is { } identity && status.Exit is null ? ProcessIdentification.TryOpen(identity) : null;
        if (process is null)
            return;
        SupervisedProcess.KillQuietly(process);
        if (!await deadline.WaitAsync(process.WaitAsync(CancellationToken.None).AsTask(), cancellationToken).ConfigureAwait(false))
            throw new TimeoutException($"The guard is dead and process {status!.Identity!.Id} does not die.");
    }

    // The decision does not depend on it; what is left is for DeleteAsync, which says so.
    private static async ValueTask RemoveCgroupAsync(SafeFileDescriptor directory, TaskDeadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            await MadeCgroup.RemoveAsync(directory, deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception left) when (left is KernelException or TimeoutException)
        {
        }
    }

    private static InvalidOperationException CommittedAs(Guid? committed, Guid asked) =>
        new($"What was committed here is {committed}, not {asked}.");
}
