using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Host;

/// <summary>This host's end of a socket to a guard: requests by serial, and what the guard says of itself.</summary>
/// <remarks>
/// Answers are read on the event loop's thread, which also keeps <see cref="Last"/>: a request whose caller has given up still takes effect
/// there. The guard answers in order and then closes, so at the end everything it ever said is known.
/// </remarks>
internal sealed class GuardConnection : IEventHandler, IDisposable
{
    private const int PidfdCount = 2;

    private readonly SafeSocketDescriptor _socket;
    private readonly EventRegistration _registration;
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, TaskCompletionSource<vg_answer>> _pending = [];
    private readonly TaskCompletionSource<GuardGreeting?> _greeting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<vg_answer?> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ulong _serial;
    private vg_answer _last;
    private bool _ended;

    public GuardConnection(SafeSocketDescriptor socket)
    {
        _socket = socket;
        lock (_lock) // the end may be there already, and the loop's thread must find the registration
            _registration = EventLoop.Shared.Register(socket, (uint)(EPOLLIN | EPOLLRDHUP), this);
    }

    /// <summary>The first STARTED, FAILED or STATUS, or null when the guard ended before any.</summary>
    public Task<GuardGreeting?> Greeting => _greeting.Task;

    /// <summary>The guard's word of the process's end, or null when it ended without one.</summary>
    public Task<vg_answer?> Exited => _exited.Task;

    /// <summary>Completes when the guard has closed its end, or this one was disposed.</summary>
    public Task Closed => _closed.Task;

    /// <summary>The guard's latest word.</summary>
    public vg_answer Last
    {
        get
        {
            lock (_lock)
                return _last;
        }
    }

    /// <summary>Connects to the guard of a state directory. Null with the errno when that cannot be done now.</summary>
    public static GuardConnection? TryConnect(SafeFileDescriptor directory, out int error)
    {
        SafeSocketDescriptor? socket = UnixSocket.TryConnect(directory, GuardFiles.Socket, SOCK_SEQPACKET, out error);
        return socket is null ? null : new GuardConnection(socket);
    }

    /// <summary>Asks, and waits for the answer.</summary>
    /// <exception cref="GuardLostException">The guard ended without an answer.</exception>
    /// <exception cref="TimeoutException">The guard has not read for so long that nothing more can be sent.</exception>
    public Task<vg_answer> AskAsync(vg_type type, Guid id = default, ulong leaseMilliseconds = 0)
    {
        var pending = new TaskCompletionSource<vg_answer>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_ended)
                throw new GuardLostException(type.ToString());
            ulong serial = ++_serial;
            _pending.Add(serial, pending);
            int error = SendUnsynchronized(type, serial, id, leaseMilliseconds);
            if (error == 0)
                return pending.Task;
            _pending.Remove(serial);
            throw error == EAGAIN
                ? new TimeoutException("The guard lives and has not read its last requests.")
                : new GuardLostException(type.ToString());
        }
    }

    /// <summary>Tells without waiting for the answer. False when it could not be sent.</summary>
    public bool TryTell(vg_type type)
    {
        lock (_lock)
            return !_ended && SendUnsynchronized(type, ++_serial, default, 0) == 0;
    }

    /// <summary>The end, as the guard sees it; what it still says is read.</summary>
    public void ShutdownSend()
    {
        lock (_lock)
        {
            if (!_ended)
                UnixSocket.ShutdownSend(_socket);
        }
    }

    public void Dispose()
    {
        End();
        lock (_lock) // the loop's thread may be about to read
            _socket.Dispose();
    }

    void IEventHandler.OnEvents(uint events)
    {
        Span<byte> bytes = stackalloc byte[Unsafe.SizeOf<vg_answer>()];
        Span<int> descriptors = stackalloc int[PidfdCount];
        while (true)
        {
            int length, count;
            lock (_lock)
            {
                if (_ended)
                    return;
                length = UnixSocket.Receive(_socket, bytes, descriptors, out count);
            }

            if (length == -EAGAIN)
                return;
            if (length == -ECONNRESET)
                continue; // told once, ahead of what the guard had said before it closed
            if (length <= 0)
                break;
            SafePidfdDescriptor? process = count == PidfdCount ? new SafePidfdDescriptor(descriptors[0]) : null;
            SafePidfdDescriptor? guard = count == PidfdCount ? new SafePidfdDescriptor(descriptors[1]) : null;
            if (length == bytes.Length && MemoryMarshal.Read<vg_answer>(bytes) is { header.magic: VG.MAGIC } answer)
                Take(in answer, process, guard);
            else
                GuardGreeting.Drop(process, guard);
        }

        End();
    }

    private int SendUnsynchronized(vg_type type, ulong serial, Guid id, ulong leaseMilliseconds)
    {
        vg_request request = new() { header = vg_header.Of(type, serial), id = vg_id.From(id), lease_ms = leaseMilliseconds };
        int sent = UnixSocket.Send(_socket, MemoryMarshal.AsBytes(new ReadOnlySpan<vg_request>(in request)));
        return sent < 0 ? -sent : 0;
    }

    private void Take(in vg_answer answer, SafePidfdDescriptor? process, SafePidfdDescriptor? guard)
    {
        TaskCompletionSource<vg_answer>? pending;
        lock (_lock)
        {
            _last = answer;
            _pending.Remove(answer.header.serial, out pending);
        }

        var type = (vg_type)answer.header.type;
        bool greets = type is vg_type.STARTED or vg_type.FAILED or vg_type.STATUS;
        if (!greets || !_greeting.TrySetResult(new GuardGreeting(answer, process, guard)))
            GuardGreeting.Drop(process, guard);
        if (type == vg_type.EXITED)
            _exited.TrySetResult(answer);
        pending?.TrySetResult(answer);
    }

    private void End()
    {
        List<TaskCompletionSource<vg_answer>> lost;
        lock (_lock)
        {
            if (_ended)
                return;
            _ended = true;
            lost = [.. _pending.Values];
            _pending.Clear();
        }

        _registration.Dispose();
        foreach (TaskCompletionSource<vg_answer> pending in lost)
        {
            pending.TrySetException(new GuardLostException("the last request"));
            _ = pending.Task.Exception; // its caller may have given up
        }

        _greeting.TrySetResult(null);
        _exited.TrySetResult(null);
        _closed.TrySetResult();
    }
}
