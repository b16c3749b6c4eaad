using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;
using VirtCore.Interop;
using static Tmds.Linux.LibC;

namespace VirtCore.Qmp;

/// <summary>One connection to a guest agent: one call at a time, in step by guest-sync-delimited.</summary>
/// <remarks>
/// The agent's answers carry no id that can be relied on, so a call that was given up leaves its answer on the way. The next call therefore begins with 0xFF and
/// a sync, and passes over everything before the sync's own answer.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore never makes a wait handle, so it holds nothing.")]
internal sealed partial class AgentSession : IEventHandler
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SafeHandle _socket;
    private readonly ReceiveBuffer _receive;
    private readonly TaskCompletionSource<QmpDisconnect> _disconnected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _maxMessageBytes;
    private EventRegistration? _registration;
    private AgentCall? _call;
    private ReadOnlyMemory<byte> _outgoing;
    private QmpDisconnect? _end;
    private bool _inStep;

    private AgentSession(SafeHandle socket, int maxMessageBytes)
    {
        _socket = socket;
        _maxMessageBytes = maxMessageBytes;
        _receive = new ReceiveBuffer(maxMessageBytes);
    }

    public Task<QmpDisconnect> Disconnected => _disconnected.Task;

    public static AgentSession Open(SafeHandle socket, int maxMessageBytes)
    {
        try
        {
            UnixSocket.SetNonBlocking(socket);
            var session = new AgentSession(socket, maxMessageBytes);
            lock (session._gate)
                session._registration = EventLoop.Shared.Register(socket, (uint)EPOLLIN, session);
            return session;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public Task<T> CallAsync<T>(string name, byte[] message, QmpReplyReader<T> reader, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var call = new AgentCommandCall<T>(name, reader);
        return RunAsync(call, call.Answer, message, timeout, cancellationToken);
    }

    /// <summary>Runs a command that is answered only when it fails.</summary>
    public Task CallWithoutAnswerAsync(string name, Action<Utf8JsonWriter>? arguments, TimeSpan timeout, CancellationToken cancellationToken)
    {
        long number = NextNumber();
        var call = new AgentSyncCall(name, number, delimited: false);
        return RunAsync(call, Answer(), AgentMessage.CommandThenSync(name, arguments, number), timeout, cancellationToken);

        async Task<bool> Answer()
        {
            await call.Answer.ConfigureAwait(false);
            return true;
        }
    }

    public void Close(QmpDisconnect end)
    {
        AgentCall? call;
        lock (_gate)
        {
            if (_end is not null)
                return;
            _end = end;
            call = _call;
            _call = null;
        }

        _registration?.Dispose();
        _socket.Dispose();
        call?.Fail(new QmpDisconnectedException(end, call.Name));
        _disconnected.TrySetResult(end);
    }

    private async Task<T> RunAsync<T>(AgentCall call, Task<T> answer, byte[] message, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (timeout != Timeout.InfiniteTimeSpan)
            limit.CancelAfter(timeout);
        bool hasTurn = false;
        try
        {
            await _turn.WaitAsync(limit.Token).ConfigureAwait(false);
            hasTurn = true;
            if (!_inStep)
                await SynchroniseAsync(call.Name, limit.Token).ConfigureAwait(false);
            _inStep = false;
            try
            {
                Begin(call, message);
                return await answer.WaitAsync(limit.Token).ConfigureAwait(false);
            }
            finally
            {
                GiveUp(call);
                _inStep = call.Answered;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"{call.Name} had no answer within {timeout.TotalSeconds:0.###} s. The guest may have no agent, be stopped, or be busy; whether it carries the command " +
                "out is unknown. Try again, or allow more time.");
        }
        finally
        {
            if (hasTurn)
                _turn.Release();
        }
    }

    private async Task SynchroniseAsync(string name, CancellationToken cancellationToken)
    {
        long number = NextNumber();
        var sync = new AgentSyncCall(name, number, delimited: true);
        try
        {
            Begin(sync, AgentMessage.DelimitedSync(number));
            await sync.Answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            GiveUp(sync);
        }
    }

    // Within 32 bits: older agents take the number for a double.
    private static long NextNumber() => Random.Shared.Next(1, int.MaxValue);

    private void Begin(AgentCall call, byte[] message)
    {
        lock (_gate)
        {
            if (_end is not null)
                throw new QmpDisconnectedException(_end, call.Name);
            _call = call;
            // What is left of a message that was given up is not sent: the 0xFF of the sync ends it.
            _outgoing = message;
        }

        Flush();
    }

    private void GiveUp(AgentCall call)
    {
        lock (_gate)
        {
            if (_call == call)
                _call = null;
        }
    }
}
