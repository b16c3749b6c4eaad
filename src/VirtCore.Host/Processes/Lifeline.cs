using VirtCore.Interop;
using VirtCore.Interop.Uapi;

namespace VirtCore.Host;

/// <summary>What keeps a guarded process alive: a socket whose other end its guard holds.</summary>
/// <remarks>Thread-safe. Requests are answered in the order in which they were made.</remarks>
public sealed class Lifeline
{
    private readonly GuardConnection _connection;
    private readonly Pidfd? _process;
    private volatile bool _cut;

    internal Lifeline(GuardConnection connection, Pidfd? process)
    {
        _connection = connection;
        _process = process;
    }

    /// <summary>What this end means for the process now.</summary>
    public LifelineState State
    {
        get
        {
            vg_answer last = _connection.Last;
            if (_cut || last.decision == VG.ABORTED)
                return LifelineState.Cut;
            if (last.armed != 0)
                return _connection.Closed.IsCompleted ? LifelineState.Cut : LifelineState.Armed;
            return last.decision == VG.COMMITTED ? LifelineState.Committed : LifelineState.ArmedElsewhere;
        }
    }

    /// <summary>
    /// Lets the process outlive its owner. The guard has written that durably, and has disarmed the lifeline, when this returns true; a commit that was
    /// sent counts even when its sender dies before the answer. Repeating it is harmless.
    /// </summary>
    /// <returns>False when it was decided otherwise: the process is dead or dying, and can only become Aborted on record.</returns>
    /// <exception cref="KernelException">The guard could not write the decision (ENOSPC, EIO). Nothing has changed: the lifeline is armed.</exception>
    /// <exception cref="GuardLostException">The answer is not known; <see cref="GuardRecord.ResolveAsync"/> tells.</exception>
    /// <exception cref="InvalidOperationException">It was committed already, as something else.</exception>
    public async ValueTask<bool> CommitAsync(Guid id, CancellationToken cancellationToken = default)
    {
        vg_answer answer = await AskAsync(vg_type.COMMIT, id, 0, cancellationToken).ConfigureAwait(false);
        return answer.error switch
        {
            0 => answer.decision == VG.COMMITTED,
            Errnos.EEXIST => throw new InvalidOperationException($"The process was committed as {answer.id.ToGuid()}, not as {id}."),
            _ => throw new KernelException("write the commit", answer.error, GuardFiles.Record, "Nothing has changed: the lifeline is armed."),
        };
    }

    /// <summary>
    /// Ties the process to this end (again): from now on it dies when this end goes. The decision on record stays as it is; another
    /// <see cref="CommitAsync"/> with the same id releases it.
    /// </summary>
    /// <remarks>The first commit of a process releases all its owners, also those that have armed it in between.</remarks>
    /// <param name="leaseTime">How long it lives without <see cref="RenewAsync"/>, or null for as long as this end is open.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    /// <exception cref="GuardLostException">The guard is gone, and the process with it.</exception>
    /// <exception cref="KernelException">The process is dead or dying (ESRCH).</exception>
    public async ValueTask ArmAsync(TimeSpan? leaseTime = null, CancellationToken cancellationToken = default)
    {
        vg_answer answer = await AskAsync(vg_type.ARM, default, LaunchMessage.Lease(leaseTime), cancellationToken).ConfigureAwait(false);
        if (answer.error != 0)
            throw new KernelException("arm the lifeline", answer.error);
    }

    /// <summary>Starts the lease time again.</summary>
    /// <exception cref="InvalidOperationException">The lifeline has no lease time, or is not armed.</exception>
    /// <exception cref="GuardLostException">The guard is gone, and the process with it.</exception>
    public async ValueTask RenewAsync(CancellationToken cancellationToken = default)
    {
        vg_answer answer = await AskAsync(vg_type.RENEW, default, 0, cancellationToken).ConfigureAwait(false);
        if (answer.error != 0)
            throw new InvalidOperationException("The lifeline has no lease time, or is not armed.");
    }

    /// <summary>Kills the process and everything in its cgroup now, armed or committed. Does not wait; <see cref="SupervisedProcess.Exited"/> does.</summary>
    public void Cut()
    {
        _cut = true;
        _ = _connection.TryTell(vg_type.KILL);
        if (_process is not null)
            SupervisedProcess.KillQuietly(_process); // also when the guard hangs
    }

    private async ValueTask<vg_answer> AskAsync(vg_type type, Guid id, ulong leaseMilliseconds, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await _connection.AskAsync(type, id, leaseMilliseconds).WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
