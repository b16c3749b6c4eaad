using VirtCore.Interop;
using static Tmds.Linux.LibC;

namespace VirtCore.Host;

/// <summary>A process referred to by descriptor, so that a number that is used again can do no harm.</summary>
/// <remarks>Thread-safe. See <see href="https://man7.org/linux/man-pages/man2/pidfd_open.2.html">pidfd_open(2)</see>, Linux 5.3.</remarks>
public sealed class Pidfd : IDisposable, IEventHandler
{
    private readonly SafePidfdDescriptor _descriptor;
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private EventRegistration? _registration;

    internal Pidfd(SafePidfdDescriptor descriptor) => _descriptor = descriptor;

    /// <summary>The inode number that this process's pidfds have in this boot; null where the kernel has no pidfs (before Linux 6.9).</summary>
    public ulong? Inode => PidfdCalls.Inode(_descriptor);

    /// <summary>Whether the process has ended.</summary>
    public bool HasExited => PidfdCalls.HasExited(_descriptor);

    /// <summary>The process's number as this process sees it; null when it has ended, or is in another PID namespace.</summary>
    internal int? ProcessId => PidfdCalls.ProcessId(_descriptor);

    /// <summary>Refers to a process.</summary>
    /// <exception cref="KernelException">There is no such process (ESRCH), or no descriptor to be had (EMFILE).</exception>
    public static Pidfd Open(int processId) => TryOpen(processId) ?? throw new KernelException("pidfd_open", ESRCH, $"process {processId}");

    /// <summary>Refers to a process; null when it is gone.</summary>
    /// <exception cref="KernelException">No descriptor to be had (EMFILE, ENFILE, ENOMEM).</exception>
    public static Pidfd? TryOpen(int processId)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(processId);
        SafePidfdDescriptor? descriptor = PidfdCalls.TryOpen(processId, out int error);
        if (descriptor is not null)
            return new Pidfd(descriptor);
        // A dying process answers either of these.
        return error == ESRCH || error == EINVAL ? null : throw new KernelException("pidfd_open", error, $"process {processId}");
    }

    /// <summary>Sends a signal.</summary>
    /// <returns>False when the process is gone.</returns>
    /// <exception cref="KernelException">EPERM, or EINVAL for a number that is no signal.</exception>
    public bool Signal(int signal)
    {
        int error = PidfdCalls.Send(_descriptor, signal);
        if (error == 0)
            return true;
        return error == ESRCH ? false : throw new KernelException("pidfd_send_signal", error);
    }

    /// <summary>Waits until the process has ended.</summary>
    /// <remarks>All waiters share one place in the event loop.</remarks>
    /// <exception cref="ObjectDisposedException">It was disposed before the process had ended.</exception>
    public ValueTask WaitAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (!_exited.Task.IsCompleted && _registration is null)
                _registration = EventLoop.Shared.Register(_descriptor, (uint)EPOLLIN, this);
        }

        return new ValueTask(cancellationToken.CanBeCanceled ? _exited.Task.WaitAsync(cancellationToken) : _exited.Task);
    }

    /// <summary>How the process ended, where the kernel keeps that (Linux 6.15) and somebody has waited for it.</summary>
    public bool TryGetExit(out ProcessExit exit)
    {
        bool known = PidfdCalls.TryGetExit(_descriptor, out int status);
        exit = !known ? default : (status & 0x7F) == 0 ? new ProcessExit((status >> 8) & 0xFF, null) : new ProcessExit(null, status & 0x7F);
        return known;
    }

    /// <summary>The descriptor for somebody who disposes what he is given; this object keeps its own.</summary>
    internal BorrowedHandle Borrow() => new(_descriptor);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _registration?.Dispose();
            _exited.TrySetException(new ObjectDisposedException(nameof(Pidfd)));
            _ = _exited.Task.Exception; // nobody may be waiting
        }

        _descriptor.Dispose();
    }

    void IEventHandler.OnEvents(uint events)
    {
        lock (_lock)
            _registration?.Dispose();
        _exited.TrySetResult();
    }
}
