using VirtCore.Host;
using VirtCore.Interop;
using VirtCore.Qmp;

namespace VirtCore.Qemu;

/// <summary>One QEMU under its guard, with the connection to its control monitor.</summary>
internal sealed class QemuProcess : IAsyncDisposable
{
    // A death that a broken monitor announces is seen by the pidfd well within this.
    private static readonly TimeSpan s_exitGrace = TimeSpan.FromSeconds(5);

    private QemuProcess(string domainName, string directory, SupervisedProcess process, QmpClient monitor)
    {
        Process = process;
        Monitor = monitor;
        Gone = DescribeExitAsync(domainName, directory, process);
    }

    public SupervisedProcess Process { get; }

    public QmpClient Monitor { get; }

    /// <summary>Completes when the process is dead, with what died, how, and its last words.</summary>
    public Task<QemuProcessException> Gone { get; }

    /// <summary>Starts a QEMU with its CPUs stopped and its lifeline armed; ready when its monitor answers.</summary>
    /// <exception cref="QemuProcessException">It ended while starting; the message has its last words.</exception>
    public static async ValueTask<QemuProcess> StartAsync(
        ProcessLauncher launcher, QemuHostOptions options, string binary, DomainDefinition definition, DomainDirectory directory, bool incoming,
        CancellationToken cancellationToken)
    {
        SafeSocketDescriptor? connection = null;
        SupervisedProcess? process = null;
        try
        {
            // The monitors listen before QEMU exists, so connecting neither waits for it nor races with it.
            using (SafeSocketDescriptor control = UnixSocket.ListenStream(directory.Handle, DomainDirectory.ControlSocket))
            using (SafeSocketDescriptor diagnostics = UnixSocket.ListenStream(directory.Handle, DomainDirectory.DiagnosticsSocket))
            using (SafeFileDescriptor log = QemuLog.Create(directory))
            {
                connection = UnixSocket.ConnectStream(directory.Handle, DomainDirectory.ControlSocket);
                process = await launcher.LaunchAsync(
                    new LaunchRequest
                    {
                        FileName = binary,
                        Arguments = QemuArguments.Build(definition, directory.Path, incoming),
                        WorkingDirectory = directory.Path,
                        StateDirectory = directory.Path,
                        MinimumTier = options.MinimumTier,
                        Descriptors =
                        [
                            new PassedDescriptor(log, QemuDescriptors.Output),
                            new PassedDescriptor(log, QemuDescriptors.Error),
                            new PassedDescriptor(control, QemuDescriptors.ControlMonitor),
                            new PassedDescriptor(diagnostics, QemuDescriptors.DiagnosticsMonitor),
                        ],
                    },
                    cancellationToken).ConfigureAwait(false);
            }

            // From here QEMU alone holds the listening sockets: when it dies, the connection ends.
            return await ConnectAsync(definition.Name, directory.Path, process, connection, options.StartTimeout, "starting", cancellationToken)
                .ConfigureAwait(false);
        }
        catch
        {
            connection?.Dispose();
            if (process is not null)
                await KillAsync(process).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes over a committed QEMU that an earlier host process has left.</summary>
    /// <returns>Null when its guard, and so the process, is dead.</returns>
    /// <exception cref="QemuProcessException">Its monitor does not answer.</exception>
    public static async ValueTask<QemuProcess?> AdoptAsync(
        QemuHostOptions options, string domainName, DomainDirectory directory, CancellationToken cancellationToken)
    {
        SupervisedProcess? process = await SupervisedProcess.AdoptAsync(directory.Path, cancellationToken).ConfigureAwait(false);
        if (process is null)
            return null;
        SafeSocketDescriptor? connection = null;
        try
        {
            connection = UnixSocket.ConnectStream(directory.Handle, DomainDirectory.ControlSocket);
            return await ConnectAsync(domainName, directory.Path, process, connection, options.StartTimeout, "being adopted", cancellationToken)
                .ConfigureAwait(false);
        }
        catch
        {
            // Not killed: it is committed, and a monitor that is silent for now is no reason to lose a guest.
            connection?.Dispose();
            await process.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>What to say when the monitor has ended: how the process did, if it is dead within a moment.</summary>
    public async ValueTask<Exception> ExplainAsync(Exception cause)
    {
        try
        {
            return await Gone.WaitAsync(s_exitGrace).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return cause; // it closed its monitor and lives
        }
    }

    /// <summary>Kills the process and everything it started, and waits until it is dead. Works at every moment.</summary>
    public ValueTask KillAsync() => KillAsync(Process);

    /// <summary>Closes our ends. An armed process dies by that; a committed one lives on.</summary>
    public async ValueTask DisposeAsync()
    {
        await Monitor.DisposeAsync().ConfigureAwait(false);
        await Process.DisposeAsync().ConfigureAwait(false);
    }

    private static async ValueTask<QemuProcess> ConnectAsync(
        string domainName, string directory, SupervisedProcess process, SafeSocketDescriptor connection, TimeSpan timeout, string doing,
        CancellationToken cancellationToken)
    {
        try
        {
            QmpClient monitor = await QmpClient.ConnectAsync(
                connection, new QmpClientOptions { HandshakeTimeout = timeout, OutOfBand = false }, cancellationToken).ConfigureAwait(false);
            return new QemuProcess(domainName, directory, process, monitor);
        }
        catch (QmpDisconnectedException e)
        {
            ProcessExit? exit = await WaitForExitAsync(process).ConfigureAwait(false);
            string lastWords = QemuLog.ReadTail(directory);
            string ended = exit is { } known ? $"{known}" : "closed its monitor";
            throw new QemuProcessException(
                $"QEMU of domain \"{domainName}\" (pid {process.Id}) {ended} while {doing}{Quote(lastWords)}", domainName, exit, lastWords, e);
        }
        catch (TimeoutException e)
        {
            string lastWords = QemuLog.ReadTail(directory);
            throw new QemuProcessException(
                $"QEMU of domain \"{domainName}\" (pid {process.Id}) did not answer on its monitor within {timeout.TotalSeconds:0.#} s while {doing}"
                + $"{Quote(lastWords)} A firmware or a storage that is slow needs a longer StartTimeout.",
                domainName, exit: null, lastWords, e);
        }
    }

    private static async ValueTask<ProcessExit?> WaitForExitAsync(SupervisedProcess process)
    {
        try
        {
            return await process.Exited.WaitAsync(s_exitGrace).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static async Task<QemuProcessException> DescribeExitAsync(string domainName, string directory, SupervisedProcess process)
    {
        ProcessExit exit = await process.Exited.ConfigureAwait(false);
        string lastWords = QemuLog.ReadTail(directory);
        return new QemuProcessException(
            $"QEMU of domain \"{domainName}\" (pid {process.Id}) {exit}{Quote(lastWords)}", domainName, exit, lastWords);
    }

    private static async ValueTask KillAsync(SupervisedProcess process)
    {
        process.Kill();
        await process.Exited.ConfigureAwait(false);
        await process.DisposeAsync().ConfigureAwait(false);
    }

    private static string Quote(string lastWords) => lastWords.Length == 0 ? "." : $"; its last words: \"{lastWords}\".";
}
