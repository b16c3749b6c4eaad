using System.Runtime.InteropServices;
using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Host;

/// <summary>Starts processes that cannot be orphaned, through a small native program that becomes the parent of each.</summary>
/// <remarks>
/// Thread-safe. One launcher serves a whole host process; it ends with it, and the processes that it started do not depend on it.
/// When the native launcher has died, the next launch starts another.
/// </remarks>
public sealed class ProcessLauncher : IAsyncDisposable
{
    private static readonly TimeSpan s_dyingPatience = TimeSpan.FromMilliseconds(250);

    private readonly ProcessLauncherOptions _options;
    private readonly GuardImage _image;
    private readonly SemaphoreSlim _starting = new(1, 1);
    private volatile LauncherChannel? _channel;
    private volatile CgroupV2? _cgroup;
    private ulong _serial;
    private bool _disposed;

    private ProcessLauncher(ProcessLauncherOptions options)
    {
        _options = options;
        _image = new GuardImage(options.PrivateFileDirectory);
    }

    /// <summary>
    /// The cgroup of the launcher's scope, to be a <see cref="LaunchRequest.CgroupParent"/>; null without a delegated <see cref="ProcessLauncherOptions.Scope"/>. The launcher owns it.
    /// It is another one when the native launcher died and another was started, so ask for it at each launch.
    /// </summary>
    public CgroupV2? Cgroup => _cgroup;

    /// <summary>The native launcher's process id.</summary>
    internal int LauncherId => _channel?.Id ?? 0;

    /// <summary>Starts the native launcher.</summary>
    /// <exception cref="KernelException">It could not be started: no memory, no descriptors, nowhere to execute it.</exception>
    /// <exception cref="SystemdException">It could not be put into its <see cref="ProcessLauncherOptions.Scope"/>; it has ended then.</exception>
    /// <exception cref="TimeoutException">It did not come up in time.</exception>
    public static async ValueTask<ProcessLauncher> StartAsync(ProcessLauncherOptions? options = null, CancellationToken cancellationToken = default)
    {
        var launcher = new ProcessLauncher(options ?? new ProcessLauncherOptions());
        try
        {
            _ = await launcher.ChannelAsync(cancellationToken).ConfigureAwait(false);
            return launcher;
        }
        catch
        {
            await launcher.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts a process, its lifeline armed from before its exec. Returns when the exec has succeeded.</summary>
    /// <remarks>When it throws, nothing is left of the process.</remarks>
    /// <exception cref="ArgumentException">The request cannot be right: a relative path, a number twice, too long.</exception>
    /// <exception cref="ProcessLaunchException">A step failed; the exception has it and the errno.</exception>
    /// <exception cref="KernelException">The state directory cannot be opened, or the launcher not be spoken to.</exception>
    /// <exception cref="TimeoutException">The exec was not reached in time (a frozen cgroup).</exception>
    public async ValueTask<SupervisedProcess> LaunchAsync(LaunchRequest request, CancellationToken cancellationToken = default)
    {
        LaunchRequestValidation.Check(request);
        ulong serial = Interlocked.Increment(ref _serial);
        string? cgroup = request.CgroupParent?.ChildPath(MadeCgroup.NameFor(request));
        using LaunchMessage message = LaunchMessage.Encode(request, serial, cgroup);
        using SafeFileDescriptor directory = DirectoryFile.OpenDirectory(request.StateDirectory);
        using var deadline = new TaskDeadline(_options.Timeout);
        while (true)
        {
            LauncherChannel channel = await ChannelAsync(cancellationToken).ConfigureAwait(false);
            SupervisedProcess? process = null;
            try
            {
                process = await TryLaunchAsync(channel, request, serial, message.Bytes, directory, cgroup, deadline, cancellationToken).ConfigureAwait(false);
                if (process is not null)
                    return process;
            }
            finally
            {
                // A guard that was killed on the way could not remove the cgroup that it had made.
                if (process is null && cgroup is not null)
                    await MadeCgroup.RemoveAfterGuardAsync(request.StateDirectory, cgroup, _options.Timeout).ConfigureAwait(false);
            }

            // The launcher died with the request unread or half served. Its descriptors died with it, so nothing is left; once more.
            if (deadline.Expired.IsCompleted)
                throw TooLate(request);
        }
    }

    /// <summary>Ends the native launcher, and waits for its end. Processes that it started stay as they are.</summary>
    public async ValueTask DisposeAsync()
    {
        await _starting.WaitAsync().ConfigureAwait(false);
        _disposed = true;
        using (Pidfd? native = _channel is { HasEnded: false } channel ? Pidfd.TryOpen(channel.Id) : null)
        {
            _channel?.Dispose();
            if (native is not null)
                await WaitAsync(native).ConfigureAwait(false);
        }

        _cgroup?.Dispose();
        _image.Dispose();
        _starting.Release();
    }

    // It ends as soon as it hears of it. Nobody waits for one that is stopped.
    private static async ValueTask WaitAsync(Pidfd native)
    {
        using var patience = new TaskDeadline(TimeSpan.FromSeconds(5));
        using var cancel = new CancellationTokenSource();
        Task end = native.WaitAsync(cancel.Token).AsTask();
        if (await patience.WaitAsync(end).ConfigureAwait(false))
            return;
        await cancel.CancelAsync().ConfigureAwait(false);
        await end.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async ValueTask<LauncherChannel> ChannelAsync(CancellationToken cancellationToken)
    {
        LauncherChannel? channel = _channel;
        if (channel is { HasEnded: false })
            return channel;
        await _starting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_channel is { HasEnded: false } other)
                return other;
            _channel?.Dispose();
            channel = await LauncherChannel.StartAsync(_image, _options.Timeout, cancellationToken).ConfigureAwait(false);
            await PlaceAsync(channel, cancellationToken).ConfigureAwait(false);
            return _channel = channel;
        }
        finally
        {
            _starting.Release();
        }
    }

    private async ValueTask PlaceAsync(LauncherChannel channel, CancellationToken cancellationToken)
    {
        if (_options.Scope is not { } scope)
            return;
        try
        {
            using Pidfd? native = Pidfd.TryOpen(channel.Id);
            // It has not ended after its number was used: the number was its own.
            if (native is null || channel.HasEnded)
                throw new KernelException("start virtcore-guard", ESRCH, hint: "It was killed as soon as it was up.");
            CgroupV2? cgroup = await scope.PlaceAsync(native, cancellationToken).ConfigureAwait(false);
            _cgroup?.Dispose();
            _cgroup = cgroup;
        }
        catch
        {
            channel.Dispose();
            throw;
        }
    }

    private async ValueTask<SupervisedProcess?> TryLaunchAsync(
        LauncherChannel channel, LaunchRequest request, ulong serial, ReadOnlyMemory<byte> message, SafeFileDescriptor directory, string? cgroup,
        TaskDeadline deadline, CancellationToken cancellationToken)
    {
        (SafeSocketDescriptor ours, SafeSocketDescriptor theirs) = UnixSocket.Pair(SOCK_SEQPACKET);
        var connection = new GuardConnection(ours);
        bool started = false;
        try
        {
            using (theirs)
            {
                List<SafeHandle> descriptors = [theirs, directory];
                if ((request.Cgroup ?? request.CgroupParent) is { } given)
                    descriptors.Add(given.Directory);
                foreach (PassedDescriptor descriptor in request.Descriptors)
                    descriptors.Add(descriptor.Handle);
                if (!await channel.TrySendAsync(message, descriptors, cancellationToken).ConfigureAwait(false))
                    return null;
            }

            if (!await deadline.WaitAsync(connection.Greeting, cancellationToken).ConfigureAwait(false))
                throw TooLate(request);
            GuardGreeting? greeting = await connection.Greeting.ConfigureAwait(false);
            if (greeting is null)
                return await FailOrRetryAsync(channel, request, serial).ConfigureAwait(false);
            if (greeting.Answer.header.type == (ushort)vg_type.FAILED)
                throw LaunchSteps.Failure(greeting.Answer, request);
            CgroupV2? made = cgroup is null ? null : request.CgroupParent!.Open(cgroup[(cgroup.LastIndexOf('/') + 1)..]);
            started = true;
            return await LimitAsync(new SupervisedProcess(connection, greeting, request.StateDirectory, made, request.Cgroup), request).ConfigureAwait(false);
        }
        finally
        {
            if (!started)
                await AbandonAsync(connection).ConfigureAwait(false);
        }
    }

    private static async ValueTask<SupervisedProcess> LimitAsync(SupervisedProcess process, LaunchRequest request)
    {
        try
        {
            if (process.Cgroup is { } cgroup)
                request.CgroupLimits?.Invoke(cgroup);
            return process;
        }
        catch
        {
            await process.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // The launcher has died, or the guard alone. Who dies closes its descriptors in any order, so the word of the launcher's end may come after that of the lifeline's.
    private static async ValueTask<SupervisedProcess?> FailOrRetryAsync(LauncherChannel channel, LaunchRequest request, ulong serial)
    {
        if (channel.TryTakeRefusal(serial, out vg_answer refusal))
            throw LaunchSteps.Failure(refusal, request);
        using var patience = new TaskDeadline(s_dyingPatience);
        return await patience.WaitAsync(channel.Ended).ConfigureAwait(false)
            ? null
            : throw new ProcessLaunchException("the guard's start", 0, request.FileName, "The guard was killed.");
    }

    // What may be on its way up hears the end of the lifeline, and closes its own end when it is gone.
    private static async ValueTask AbandonAsync(GuardConnection connection)
    {
        connection.ShutdownSend();
        using (var patience = new TaskDeadline(TimeSpan.FromSeconds(5)))
            await patience.WaitAsync(connection.Closed).ConfigureAwait(false);
        connection.Dispose();
        if (connection.Greeting is { IsCompletedSuccessfully: true, Result: { } late })
            late.Drop();
    }

    private TimeoutException TooLate(LaunchRequest request) => new($"\"{request.FileName}\" did not reach its exec within {_options.Timeout}.");
}
