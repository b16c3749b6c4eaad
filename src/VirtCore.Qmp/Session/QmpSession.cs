using System.Runtime.InteropServices;
using VirtCore.Interop;
using VirtCore.Qmp.Commands;
using static Tmds.Linux.LibC;

namespace VirtCore.Qmp;

/// <summary>One connection's state machine. Shared by the callers' threads and the event loop's.</summary>
/// <remarks>
/// <c>_gate</c> guards everything but the receive buffer, which is the loop thread's own. Under it commands are sent, correlated and given up; no caller's
/// code runs under it, and nobody waits under it but for a send that does not block.
/// </remarks>
internal sealed partial class QmpSession : IEventHandler
{
    // QEMU 7.2 to 10 stop reading, out-of-band commands too, when an eighth in-band command is queued and none is being executed.
    private const int MaxInFlightBesideOutOfBand = 7;

    private readonly Lock _gate = new();
    private readonly SafeHandle _socket;
    private readonly TaskCompletionSource<QmpDisconnect> _disconnected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EventRegistration? _registration;
    private volatile SessionState _state;
    private QmpDisconnect? _end;

    private QmpSession(SafeHandle socket, QmpClientOptions options)
    {
        _socket = socket;
        Options = options;
        Loop = EventLoop.Shared;
        _receive = new ReceiveBuffer(options.MaxMessageBytes);
        _backlog = new QmpEventQueue(options.EventQueueCapacity);
    }

    public QmpClientOptions Options { get; }

    public EventLoop Loop { get; }

    public bool OutOfBandEnabled { get; private set; }

    public Task<QmpDisconnect> Disconnected => _disconnected.Task;

    /// <summary>Begins to listen on a socket, which is closed if that fails.</summary>
    public static QmpSession Open(SafeHandle socket, QmpClientOptions options)
    {
        try
        {
            options.Validate();
            UnixSocket.SetNonBlocking(socket);
            var session = new QmpSession(socket, options);
            session.Register();
            return session;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Ends the session, unless it has ended already: the first cause stays.</summary>
    public void Close(QmpDisconnect end)
    {
        var unanswered = new List<PendingCommand>();
        lock (_gate)
        {
            if (_state == SessionState.Disconnected)
                return;
            _state = SessionState.Disconnected;
            _end = end;
            CollectUnsynchronized(unanswered);
        }

        _registration?.Dispose();
        EndPeerWatch();
        _socket.Dispose();
        foreach (PendingCommand command in unanswered)
        {
            command.Settle();
            command.Fail(new QmpDisconnectedException(end, command.Name));
        }

        EndSubscriptions(end);
        _greeting.TrySetException(new QmpDisconnectedException(end));
        _disconnected.TrySetResult(end);
    }

    /// <inheritdoc/>
    public void OnEvents(uint events)
    {
        try
        {
            if ((events & EPOLLOUT) != 0)
                Flush();
            Receive();
        }
        catch (ObjectDisposedException)
        {
            // Closed from another thread meanwhile.
        }
#pragma warning disable CA1031 // The loop serves every session: what goes wrong in this one ends this one.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Close(new QmpDisconnect(QmpDisconnectCause.InputOutputError, $"the QMP session failed: {exception.Message}", exception));
        }
    }

    // Under the gate, so that an event that comes at once finds the registrations in their places.
    private void Register()
    {
        lock (_gate)
        {
            _registration = Loop.Register(_socket, (uint)EPOLLIN, this);
            try
            {
                if (Options.PeerProcess is { } process)
                    _peer = Loop.Register(process, (uint)EPOLLIN, new PeerWatch(this));
            }
            catch
            {
                _registration.Dispose();
                throw;
            }
        }
    }
}
