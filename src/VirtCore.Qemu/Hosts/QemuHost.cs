using System.Collections.Concurrent;
using VirtCore.Host;
using VirtCore.Interop;

namespace VirtCore.Qemu;

/// <summary>One machine's VirtCore, as a process embeds it: starts, watches and migrates domains that run under QEMU.</summary>
/// <remarks>
/// Thread-safe. What must survive the process lies in the state directory; opening it again recovers whatever an earlier process has left:
/// domains are adopted, unfinished migrations are resolved. Nothing that it starts is ever orphaned: see the package's README.
/// </remarks>
public sealed partial class QemuHost : IAsyncDisposable
{
    private const string LockFile = "host.lock";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly ConcurrentDictionary<string, QemuDomain> _domains = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _reserved = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private readonly string _binary;
    private readonly ProcessLauncher _launcher;
    private readonly SafeFileDescriptor _lock;
    private bool _disposed;

    private QemuHost(QemuHostOptions options, string binary, ProcessLauncher launcher, SafeFileDescriptor @lock, MigrationRecords records)
    {
        Options = options;
        Records = records;
        _binary = binary;
        _launcher = launcher;
        _lock = @lock;
    }

    /// <summary>How the host works.</summary>
    public QemuHostOptions Options { get; }

    /// <summary>The domains that are on the host now, targets of migrations among them.</summary>
    public IReadOnlyCollection<QemuDomain> Domains => [.. _domains.Values];

    /// <summary>What opening the state directory found and did.</summary>
    public RecoveryReport Recovery { get; private set; } = RecoveryReport.Empty;

    internal MigrationRecords Records { get; }

    internal string StateDirectory => Options.StateDirectory;

    /// <summary>Opens a state directory and recovers what an earlier process has left there.</summary>
    /// <exception cref="FileNotFoundException">There is no such QEMU.</exception>
    /// <exception cref="InvalidOperationException">Another process (or another host in this one) has the state directory open.</exception>
    /// <exception cref="IOException">The state directory cannot be made or written.</exception>
    /// <exception cref="KernelException">The kernel refused something that every host needs.</exception>
    public static async ValueTask<QemuHost> OpenAsync(QemuHostOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        options = options with { StateDirectory = Path.GetFullPath(options.StateDirectory) };
        string binary = FindBinary(options.Binary);
        MakeStateDirectory(options.StateDirectory);
        SafeFileDescriptor @lock = TryLock(options.StateDirectory)
            ?? throw new InvalidOperationException(
                $"The state directory \"{options.StateDirectory}\" is open in another host. One process at a time uses it; end that one, or choose another directory.");
        ProcessLauncher? launcher = null;
        QemuHost? host = null;
        try
        {
            var records = MigrationRecords.Open(options.StateDirectory);
            launcher = await ProcessLauncher.StartAsync(options.Launcher, cancellationToken).ConfigureAwait(false);
            host = new QemuHost(options, binary, launcher, @lock, records);
            await host.RecoverAsync(cancellationToken).ConfigureAwait(false);
            return host;
        }
        catch
        {
            if (host is not null)
            {
                await host.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                if (launcher is not null)
                    await launcher.DisposeAsync().ConfigureAwait(false);
                @lock.Dispose();
            }

            throw;
        }
    }

    /// <summary>Finds a domain by its name. False when there is none.</summary>
    public bool TryGetDomain(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out QemuDomain? domain) =>
        _domains.TryGetValue(name, out domain);

    /// <summary>Starts a domain. When it fails or is cancelled nothing is left of it.</summary>
    /// <exception cref="ArgumentException">The definition is not valid, or asks for more memory than the machine has.</exception>
    /// <exception cref="InvalidOperationException">There is a domain of that name.</exception>
    /// <exception cref="ProcessLaunchException">QEMU could not be executed; the message names the step and the kernel's error.</exception>
    /// <exception cref="QemuProcessException">QEMU ended while starting; the message has its last words.</exception>
    public async ValueTask<QemuDomain> StartAsync(
        DomainDefinition definition, DomainStartOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        definition.Validate();
        options ??= new DomainStartOptions();
        QemuDomain domain = await LaunchAsync(DomainFile.From(definition, options.AutoDestroy), cancellationToken).ConfigureAwait(false);
        try
        {
            if (!options.Paused)
                await domain.ResumeAsync(cancellationToken).ConfigureAwait(false);
            if (!options.AutoDestroy && !await domain.Process.Process.Lifeline.CommitAsync(Guid.NewGuid(), cancellationToken).ConfigureAwait(false))
                throw new InvalidOperationException($"Domain \"{definition.Name}\" was aborted while it started.");
            return domain;
        }
        catch
        {
            await domain.DestroyAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends migrations that are under way, kills the domains that die with the host, leaves the others running, and frees the state directory.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        await _closing.CancelAsync().ConfigureAwait(false);
        await EndMigrationsAsync().ConfigureAwait(false);
        foreach (QemuDomain domain in _domains.Values)
        {
            if (domain.AutoDestroy)
                await domain.DestroyAsync().ConfigureAwait(false);
            else
                await domain.ReleaseAsync().ConfigureAwait(false);
        }

        await _launcher.DisposeAsync().ConfigureAwait(false);
        Records.Dispose();
        _lock.Dispose();
        _closing.Dispose();
    }

    /// <summary>Takes the lock of a state directory. Null when another host has it.</summary>
    internal static SafeFileDescriptor? TryLock(string stateDirectory)
    {
        using SafeFileDescriptor directory = DirectoryFile.OpenDirectory(stateDirectory);
        SafeFileDescriptor file = DirectoryFile.OpenLock(directory, LockFile);
        bool locked = false;
        try
        {
            locked = DirectoryFile.TryLock(file);
            return locked ? file : null;
        }
        finally
        {
            if (!locked)
                file.Dispose();
        }
    }

    /// <summary>Starts a QEMU for a definition, CPUs stopped, lifeline armed, and puts the domain into the table.</summary>
    internal async ValueTask<QemuDomain> LaunchAsync(DomainFile file, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        DomainDefinition definition = file.ToDefinition();
        bool incoming = file.Migration is not null;
        MachineMemory.ThrowIfTooSmall(definition);
        if (_domains.ContainsKey(definition.Name) || !_reserved.TryAdd(definition.Name, true))
            throw new InvalidOperationException($"There is a domain \"{definition.Name}\" on this host already.");
        try
        {
            DomainDirectory directory = DomainDirectory.Create(StateDirectory, file);
            try
            {
                QemuProcess process = await QemuProcess.StartAsync(_launcher, Options, _binary, definition, directory, incoming, cancellationToken)
                    .ConfigureAwait(false);
                return Add(file, directory, process, incoming ? DomainState.Incoming : DomainState.Paused);
            }
            catch
            {
                directory.Dispose();
                DomainDirectory.Delete(directory.Path);
                throw;
            }
        }
        finally
        {
            _reserved.TryRemove(definition.Name, out _);
        }
    }

    /// <summary>Removes what belonged to a domain whose process is dead.</summary>
    internal void Forget(QemuDomain domain, bool keepDirectory)
    {
        if (!keepDirectory)
            DomainDirectory.Delete(domain.DirectoryPath);
        _domains.TryRemove(new KeyValuePair<string, QemuDomain>(domain.Name, domain));
    }

    private QemuDomain Add(DomainFile file, DomainDirectory directory, QemuProcess process, DomainState state)
    {
        var domain = new QemuDomain(this, file, directory, process, state);
        _domains[domain.Name] = domain;
        domain.StartWatching();
        return domain;
    }

    private static string FindBinary(string binary)
    {
        if (Path.IsPathFullyQualified(binary))
            return File.Exists(binary) ? binary : throw NoBinary($"\"{binary}\" does not exist");
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            string candidate = Path.Combine(folder, binary);
            if (File.Exists(candidate))
                return candidate;
        }

        throw NoBinary($"there is no \"{binary}\" in PATH");
    }

    private static FileNotFoundException NoBinary(string reason) =>
        new($"No QEMU: {reason}. Install it (Debian, Ubuntu: apt-get install qemu-system-x86) or set {nameof(QemuHostOptions)}.{nameof(QemuHostOptions.Binary)}.");

    private static void MakeStateDirectory(string path)
    {
        try
        {
            Directory.CreateDirectory(path, OwnerOnly);
            Directory.CreateDirectory(Path.Combine(path, "domains"), OwnerOnly);
            Directory.CreateDirectory(Path.Combine(path, "migrations"), OwnerOnly);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The state directory \"{path}\" cannot be used: {e.Message} It must be a directory on a writable local file system.", e);
        }
    }
}
