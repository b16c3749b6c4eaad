using VirtCore.Host;
using VirtCore.Qmp;

namespace VirtCore.Qemu;

/// <summary>A domain (virtual machine) with a QEMU of its own, on a <see cref="QemuHost"/>.</summary>
/// <remarks>
/// Thread-safe. Reads and <see cref="DestroyAsync"/> never wait for a job: they work at every moment, in the middle of a migration too.
/// A domain is transient in libvirt's words: when its process has ended, the host has forgotten it, and <see cref="Exited"/> says how.
/// </remarks>
public sealed class QemuDomain
{
    private readonly TaskCompletionSource<DomainExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DomainDirectory _directory;
    private int _state;
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _migrating;

    internal QemuDomain(QemuHost host, DomainFile file, DomainDirectory directory, QemuProcess process, DomainState state)
    {
        Host = host;
        Definition = file.ToDefinition();
        AutoDestroy = file.AutoDestroy;
        Migration = file.Migration;
        Process = process;
        _directory = directory;
        _state = (int)state;
    }

    /// <summary>The host that it is on.</summary>
    public QemuHost Host { get; }

    /// <summary>What it is made of.</summary>
    public DomainDefinition Definition { get; }

    /// <summary>Its name, unique on its host.</summary>
    public string Name => Definition.Name;

    /// <summary>Whether it dies with its host.</summary>
    public bool AutoDestroy { get; }

    /// <summary>Its state as far as QEMU's events have told. Never waits.</summary>
    public DomainState State => (DomainState)Volatile.Read(ref _state);

    /// <summary>The process id of its QEMU.</summary>
    public int ProcessId => Process.Process.Id;

    /// <summary>The process id of its guard.</summary>
    public int GuardProcessId => Process.Process.GuardId;

    /// <summary>What ties its QEMU's life to the guard's.</summary>
    public LifelineTier LifelineTier => Process.Process.Tier;

    /// <summary>Its directory below the host's state directory: log, sockets, the guard's files.</summary>
    public string DirectoryPath => _directory.Path;

    /// <summary>Its control monitor, for what VirtCore has no call for. Commands that start, stop or migrate the guest belong to VirtCore.</summary>
    public QmpClient Monitor => Process.Monitor;

    /// <summary>Completes when its process is dead, however that came. Cancelled when the host is closed and leaves it running.</summary>
    public Task<DomainExit> Exited => _exited.Task;

    internal QemuProcess Process { get; }

    /// <summary>The migration that it came by, or null.</summary>
    internal Guid? Migration { get; }

    internal DomainDirectory Directory => _directory;

    /// <summary>Ends when the process is dead and everything of it has been removed.</summary>
    internal Task Watch { get; private set; } = Task.CompletedTask;

    /// <summary>Runs the guest's CPUs. libvirt: virDomainResume; QEMU: <c>cont</c>.</summary>
    /// <exception cref="InvalidOperationException">It is the target or the source of a migration: only the migration may run it.</exception>
    /// <exception cref="QmpCommandException">QEMU refused.</exception>
    public async ValueTask ResumeAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfNotFree("resume");
        await Monitor.ContAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        SetState(DomainState.Running);
    }

    /// <summary>Stops the guest's CPUs. libvirt: virDomainSuspend; QEMU: <c>stop</c>.</summary>
    /// <exception cref="InvalidOperationException">It is in a migration.</exception>
    /// <exception cref="QmpCommandException">QEMU refused.</exception>
    public async ValueTask PauseAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfNotFree("pause");
        await Monitor.StopAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        SetState(DomainState.Paused);
    }

    /// <summary>
    /// Resumes a domain whose migration was left undecided, against its protocol: the target's side may have run the guest, and may be running
    /// it now. Only its user can know that it does not.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is not undecided.</exception>
    public async ValueTask ForceResumeAsync(CancellationToken cancellationToken = default)
    {
        if (State != DomainState.MigrationUndecided)
            throw new InvalidOperationException($"Domain \"{Name}\" is {State}; only an undecided one is forced.");

        // Without its records it is a paused domain like any other: a crash from here on leaves it to its user.
        await Host.ForgetMigrationAsync(this).ConfigureAwait(false);
        await Monitor.ContAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        SetState(DomainState.Running);
    }

    /// <summary>
    /// Kills its QEMU and everything that belongs to it at once, without asking the guest. Works at every moment: paused, in a migration on either
    /// side, with a QEMU that hangs. libvirt: virDomainDestroy.
    /// </summary>
    public async ValueTask DestroyAsync()
    {
        Process.Process.Kill();
        await Watch.ConfigureAwait(false);
    }

    /// <summary>Takes the domain's one job.</summary>
    internal bool TryBeginMigration() => Interlocked.CompareExchange(ref _migrating, 1, 0) == 0;

    internal void EndMigration() => Volatile.Write(ref _migrating, 0);

    /// <summary>Begins to wait for the end of the process. Called once, when the host has the domain in its table.</summary>
    internal void StartWatching() => Watch = WatchAsync();

    /// <summary>Closes our ends and leaves the process running: the host is being closed.</summary>
    internal async ValueTask ReleaseAsync()
    {
        _released.SetResult();
        await Watch.ConfigureAwait(false);
    }

    // An end is final: no late event brings a dead domain back.
    internal void SetState(DomainState state)
    {
        int current;
        do
            current = Volatile.Read(ref _state);
        while (current != (int)DomainState.ShutOff && Interlocked.CompareExchange(ref _state, (int)state, current) != current);
    }

    private void ThrowIfNotFree(string operation)
    {
        DomainState state = State;
        if (state is DomainState.Incoming or DomainState.MigrationUndecided or DomainState.ShutOff)
            throw new InvalidOperationException($"Cannot {operation} domain \"{Name}\": it is {state}.");
        if (Volatile.Read(ref _migrating) != 0)
            throw new InvalidOperationException($"Cannot {operation} domain \"{Name}\": it is being migrated.");
    }

    private async Task WatchAsync()
    {
        Task events = FollowEventsAsync();
        Task first = await Task.WhenAny(Process.Gone, _released.Task).ConfigureAwait(false);
        bool gone = first == Process.Gone;
        DomainState last = gone ? (DomainState)Interlocked.Exchange(ref _state, (int)DomainState.ShutOff) : State;
        await Process.DisposeAsync().ConfigureAwait(false);
        await events.ConfigureAwait(false);
        _directory.Dispose();
        if (!gone)
        {
            _exited.SetCanceled();
            return;
        }

        // What an incoming domain leaves holds its guard's decision: its migration looks at it, and then removes it.
        Host.Forget(this, keepDirectory: last == DomainState.Incoming);
        QemuProcessException exit = await Process.Gone.ConfigureAwait(false);
        _exited.SetResult(new DomainExit(exit.Exit, exit.Message));
    }

    // QEMU drops rate-limited events, but STOP and RESUME are not among them.
    private async Task FollowEventsAsync()
    {
        using QmpEventSubscription subscription = Monitor.Subscribe(QmpEvents.Stop, QmpEvents.Resume);
        await foreach (QmpEvent change in subscription.WithCancellation(CancellationToken.None).ConfigureAwait(false))
        {
            // In a migration the engine says what the state is; events only say what the CPUs do.
            if (State is DomainState.Running or DomainState.Paused)
                SetState(change.Name == QmpEvents.Resume ? DomainState.Running : DomainState.Paused);
        }
    }
}
