using VirtCore.Interop;
using VirtCore.Interop.Uapi;

namespace VirtCore.Host;

/// <summary>A process with a guard.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class SupervisedProcess : IAsyncDisposable
{
    /// <summary>How long a guard that lives may take to tell of a death that this host has seen: it writes its record first.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly GuardConnection _connection;
    private readonly Pidfd? _process;
    private readonly Pidfd? _guard;
    private readonly TaskCompletionSource<ProcessExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _guardLost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _disposed;

    private readonly CgroupV2? _given;

    /// <param name="connection">To the guard.</param>
    /// <param name="greeting">The guard's first word.</param>
    /// <param name="stateDirectory">Where the guard's files are.</param>
    /// <param name="made">The cgroup that was made for it; this object's from now on.</param>
    /// <param name="given">The cgroup that it was born into, its maker's.</param>
    internal SupervisedProcess(GuardConnection connection, GuardGreeting greeting, string stateDirectory, CgroupV2? made = null, CgroupV2? given = null)
    {
        vg_answer answer = greeting.Answer;
        _connection = connection;
        _process = greeting.Process is null ? null : new Pidfd(greeting.Process);
        _guard = greeting.Guard is null ? null : new Pidfd(greeting.Guard);
        Identity = IdentityOf(answer);
        Tier = (LifelineTier)answer.tier;
        GuardId = answer.guard;
        StateDirectory = stateDirectory;
        Cgroup = made;
        _given = given;
        Lifeline = new Lifeline(connection, _process);
        _ = WatchProcessAsync();
        _ = WatchGuardAsync();
    }

    /// <summary>The process id. Valid as long as <see cref="Exited"/> has not completed; signals go through <see cref="Kill"/>, not through the number.</summary>
    public int Id => Identity.Id;

    /// <summary>Which process it is, for records that outlive this host.</summary>
    public ProcessIdentity Identity { get; }

    /// <summary>What the kernel does when the guard dies.</summary>
    public LifelineTier Tier { get; }

    /// <summary>The guard's process id.</summary>
    public int GuardId { get; }

    /// <summary>The directory with the guard's files.</summary>
    public string StateDirectory { get; }

    /// <summary>The cgroup that was made for it (<see cref="LaunchRequest.CgroupParent"/>); null when none was. It goes with the process, and this object disposes it.</summary>
    public CgroupV2? Cgroup { get; }

    /// <summary>What keeps it alive.</summary>
    public Lifeline Lifeline { get; }

    /// <summary>
    /// Completes when the process is gone, with how. Never faults; cancelled when this object is disposed before a committed process has ended.
    /// </summary>
    public Task<ProcessExit> Exited => _exited.Task;

    /// <summary>Completes when the guard is gone: soon after the process has ended, or before, when the guard was killed; then this host has removed the cgroup in its place. Never faults.</summary>
    public Task GuardLost => _guardLost.Task;

    /// <summary>Sends SIGKILL, at once and by this host's own pidfd: it works with a guard that hangs. Harmless when the process is gone.</summary>
    public void Kill()
    {
        if (_process is not null)
            KillQuietly(_process);
    }

    /// <summary>Takes up a process that another host process started, through its guard.</summary>
    /// <returns>Null when the guard is dead, or there never was one: <see cref="GuardRecord"/> then tells what was.</returns>
    /// <exception cref="TimeoutException">The guard lives and does not answer for ten seconds.</exception>
    /// <exception cref="InvalidDataException">The guard's record and the guard do not speak of the same process.</exception>
    /// <exception cref="KernelException">The directory cannot be opened, or its guard belongs to somebody else (EACCES).</exception>
    public static ValueTask<SupervisedProcess?> AdoptAsync(string stateDirectory, CancellationToken cancellationToken = default) =>
        Adoption.AdoptAsync(stateDirectory, TimeSpan.FromSeconds(10), cancellationToken);

    /// <summary>Closes this host's end: an armed process dies, and is dead when this returns; a committed one lives on.</summary>
    /// <remarks>With a guard that hangs it returns after five seconds; the process dies as soon as the guard goes on, or dies itself.</remarks>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        // The order on the socket decides: a commit that was sent before counts. So nothing is killed from here.
        _connection.ShutdownSend();
        using (var patience = new TaskDeadline(s_patience))
        {
            bool closed = await patience.WaitAsync(_connection.Closed).ConfigureAwait(false);
            if (closed && (Lifeline.State == LifelineState.Cut || await _connection.Exited.ConfigureAwait(false) is not null))
            {
                await patience.WaitAsync(Exited).ConfigureAwait(false);
                await patience.WaitAsync(GuardLost).ConfigureAwait(false);
            }
        }

        _connection.Dispose();
        _exited.TrySetCanceled();
        _guardLost.TrySetResult();
        _process?.Dispose();
        _guard?.Dispose();
        Cgroup?.Dispose();
    }

    internal static void KillQuietly(Pidfd process)
    {
        try
        {
            process.Signal(ProcessSyscalls.SIGKILL);
        }
        catch (ObjectDisposedException)
        {
            // This host has let go of it.
        }
    }

    internal static ProcessIdentity IdentityOf(in vg_answer answer) =>
        new(answer.boot_id.ToGuid(), answer.process, answer.start_time, answer.inode == 0 ? null : answer.inode);

    private async Task WatchProcessAsync()
    {
        Task gone = _process is null ? Task.CompletedTask : _process.WaitAsync().AsTask();
        await Task.WhenAny(gone, _connection.Exited).ConfigureAwait(false);
        if (!_connection.Exited.IsCompleted)
        {
            using var patience = new TaskDeadline(s_patience);
            await patience.WaitAsync(_connection.Exited).ConfigureAwait(false);
        }

        NoteEnd();
        if (_connection.Exited.IsCompletedSuccessfully && _connection.Exited.Result is { } answer)
        {
            _exited.TrySetResult(ExitOf(answer));
            return;
        }

        // The guard went first, or hangs. The kernel's kill takes its time; only the pidfd says when it is done.
        await gone.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).ConfigureAwait(false);
        if (gone.IsFaulted)
            return; // this host has let go of it
        NoteEnd();
        _exited.TrySetResult(KernelsWord() with { GuardDied = true });
    }

    // The guard has written cgroup.kill, or will have been seen to have died.
    private void NoteEnd()
    {
        _given?.NoteKilled();
        Cgroup?.NoteKilled();
    }

    private ProcessExit KernelsWord()
    {
        try
        {
            return _process is not null && _process.TryGetExit(out ProcessExit exit) ? exit : default;
        }
        catch (ObjectDisposedException)
        {
            return default;
        }
    }

    private async Task WatchGuardAsync()
    {
        Task gone = _guard is null ? _connection.Closed : _guard.WaitAsync().AsTask();
        await gone.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).ConfigureAwait(false);
        // One that was killed could not remove its cgroup.
        if (Cgroup is not null && _guard is not null && gone.IsCompletedSuccessfully)
            await MadeCgroup.RemoveAfterGuardAsync(StateDirectory, Cgroup.Path, s_patience).ConfigureAwait(false);
        _guardLost.TrySetResult();
    }

    private static ProcessExit ExitOf(in vg_answer answer) => answer.exit_kind switch
    {
        VG.CODE => new ProcessExit(answer.exit_value, null),
        VG.SIGNAL => new ProcessExit(null, answer.exit_value),
        _ => default,
    };
}
