using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Host;

/// <summary>This host's end of the socket to one native launcher.</summary>
internal sealed class LauncherChannel : IEventHandler, IDisposable
{
    private readonly SafeSocketDescriptor _socket;
    private readonly EventRegistration _registration;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ConcurrentDictionary<ulong, vg_answer> _refusals = new();
    private readonly TaskCompletionSource<int> _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _writable;
    private volatile bool _ended;

    private LauncherChannel(SafeSocketDescriptor socket)
    {
        _socket = socket;
        lock (_lock) // the loop's thread must find the registration
            _registration = EventLoop.Shared.Register(socket, (uint)(EPOLLIN | EPOLLRDHUP), this);
    }

    /// <summary>Whether the launcher is gone.</summary>
    public bool HasEnded => _ended;

    /// <summary>Completes when the launcher is gone.</summary>
    public Task Ended => _end.Task;

    /// <summary>The launcher's process id.</summary>
    public int Id => _hello.Task.Result;

    /// <exception cref="KernelException">It could not be started.</exception>
    /// <exception cref="TimeoutException">It said nothing in time.</exception>
    public static async ValueTask<LauncherChannel> StartAsync(GuardImage image, TimeSpan timeout, CancellationToken cancellationToken)
    {
        (SafeSocketDescriptor ours, SafeSocketDescriptor theirs) = UnixSocket.Pair(SOCK_SEQPACKET);
        LauncherChannel? channel = null;
        try
        {
            using (theirs)
                await Task.Run(() => image.Start(theirs), CancellationToken.None).ConfigureAwait(false);
            channel = new LauncherChannel(ours);
            using var deadline = new TaskDeadline(timeout);
            if (!await deadline.WaitAsync(channel._hello.Task, cancellationToken).ConfigureAwait(false))
                throw new TimeoutException($"virtcore-guard did not come up within {timeout}.");
            await channel._hello.Task.ConfigureAwait(false);
            return channel;
        }
        catch
        {
            channel?.Dispose();
            ours.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request with its descriptors, waiting for room.</summary>
    /// <returns>False when the launcher is gone, and so nothing of the request is left.</returns>
    /// <exception cref="ObjectDisposedException">A descriptor was closed meanwhile.</exception>
    public async ValueTask<bool> TrySendAsync(ReadOnlyMemory<byte> request, IReadOnlyList<SafeHandle> descriptors, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (true)
            {
                var writable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _writable = writable;
                int result = Send(request.Span, descriptors);
                if (result >= 0)
                    return true;
                if (result is -Errnos.EPIPE or -Errnos.ECONNRESET)
                    return false;
                if (result != -EAGAIN)
                    throw new KernelException("sendmsg to virtcore-guard", -result, hint: HintFor(-result));
                Watch((uint)(EPOLLIN | EPOLLRDHUP | EPOLLOUT));
                await writable.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _writable = null;
            _sending.Release();
        }
    }

    /// <summary>
    /// Takes the launcher's refusal of a request, if there is one. It was sent before the request's descriptors were closed, so once the lifeline
    /// has ended it is here.
    /// </summary>
    public bool TryTakeRefusal(ulong serial, out vg_answer refusal)
    {
        Read();
        return _refusals.TryRemove(serial, out refusal);
    }

    public void Dispose()
    {
        End();
        lock (_lock) // the loop's thread may be about to read
            _socket.Dispose();
    }

    void IEventHandler.OnEvents(uint events)
    {
        Read();
        if ((events & (uint)EPOLLOUT) == 0)
            return;
        Watch((uint)(EPOLLIN | EPOLLRDHUP));
        Volatile.Read(ref _writable)?.TrySetResult();
    }

    private static string? HintFor(int errno) => errno switch
    {
        Errnos.EMSGSIZE => "net.core.wmem_default is too small for this request.",
        Errnos.ETOOMANYREFS => "More descriptors are on their way between processes than RLIMIT_NOFILE allows.",
        _ => null,
    };

    private int Send(ReadOnlySpan<byte> request, IReadOnlyList<SafeHandle> descriptors)
    {
        Span<int> numbers = stackalloc int[descriptors.Count];
        int held = 0;
        try
        {
            for (; held < descriptors.Count; held++)
            {
                bool added = false;
                descriptors[held].DangerousAddRef(ref added);
                numbers[held] = (int)descriptors[held].DangerousGetHandle();
            }

            lock (_lock)
                return _ended ? -EPIPE : UnixSocket.Send(_socket, request, numbers);
        }
        finally
        {
            while (held > 0)
                descriptors[--held].DangerousRelease();
        }
    }

    private void Read()
    {
        Span<byte> bytes = stackalloc byte[Unsafe.SizeOf<vg_answer>()];
        lock (_lock)
        {
            while (!_ended)
            {
                int length = UnixSocket.Receive(_socket, bytes);
                if (length == -EAGAIN)
                    return;
                if (length == -ECONNRESET)
                    continue;
                if (length <= 0)
                    break;
                if (length == bytes.Length)
                    Take(MemoryMarshal.Read<vg_answer>(bytes));
            }
        }

        End();
    }

    private void Take(in vg_answer answer)
    {
        if (answer.header.type == (ushort)vg_type.HELLO)
            _hello.TrySetResult(answer.guard);
        else if (answer.header.type == (ushort)vg_type.REFUSED)
            _refusals[answer.header.serial] = answer;
    }

    private void Watch(uint events)
    {
        lock (_lock)
        {
            if (!_ended)
                _registration.Modify(events);
        }
    }

    private void End()
    {
        lock (_lock)
        {
            _ended = true;
            _registration.Dispose();
        }

        _hello.TrySetException(new KernelException("start virtcore-guard", EPIPE, hint: "It went away before it was ready."));
        _ = _hello.Task.Exception; // nobody may be waiting
        _end.TrySetResult();
        Volatile.Read(ref _writable)?.TrySetResult();
    }
}
