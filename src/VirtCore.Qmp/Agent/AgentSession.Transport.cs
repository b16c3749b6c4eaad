using System.Text.Json;
using VirtCore.Interop;
using static Tmds.Linux.LibC;

namespace VirtCore.Qmp;

internal sealed partial class AgentSession
{
    private const int ReadsPerTurn = 64;

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
            Close(new QmpDisconnect(QmpDisconnectCause.InputOutputError, $"the guest agent's session failed: {exception.Message}", exception));
        }
    }

    private void Flush()
    {
        int error = 0;
        lock (_gate)
        {
            while (_end is null && !_outgoing.IsEmpty)
            {
                int sent = UnixSocket.Send(_socket, _outgoing.Span);
                if (sent < 0)
                {
                    error = -sent;
                    break;
                }

                _outgoing = _outgoing[sent..];
            }

            if (_end is null)
                _registration!.Modify((uint)(error == EAGAIN ? EPOLLIN | EPOLLOUT : EPOLLIN));
        }

        if (error != 0 && error != EAGAIN)
            Close(new QmpDisconnect(QmpDisconnectCause.EndOfStream, "the guest agent's channel no longer reads", new KernelException("sendmsg", error)));
    }

    private void Receive()
    {
        try
        {
            for (int turn = 0; turn < ReadsPerTurn && Volatile.Read(ref _end) is null; turn++)
            {
                int received = UnixSocket.Receive(_socket, _receive.GetSpace());
                if (received == -EAGAIN)
                    break;
                if (received <= 0)
                {
                    KernelException? cause = received == 0 ? null : new KernelException("recvmsg", -received);
                    Close(new QmpDisconnect(QmpDisconnectCause.EndOfStream, "the guest agent's channel was closed", cause));
                    break;
                }

                _receive.Advance(received);
                while (TryDispatch())
                {
                }
            }
        }
        finally
        {
            if (Volatile.Read(ref _end) is not null)
                _receive.Release();
            else
                _receive.ReleaseIfEmpty();
        }
    }

    // Whatever the guest sends that nobody waits for, or that is no message, is dropped: the next call gets in step again.
    private bool TryDispatch()
    {
        AgentCall? call;
        lock (_gate)
            call = _call;
        if (call is null)
        {
            _receive.Release();
            return false;
        }

        if (call.WaitsForDelimiter)
        {
            if (!_receive.SkipPast(0xFF))
                return false;
            call.WaitsForDelimiter = false;
        }

        FrameResult result = _receive.TryTake(out ReadOnlySpan<byte> json);
        switch (result)
        {
            case FrameResult.Partial:
                return false;
            case FrameResult.Complete:
                Dispatch(call, json);
                return true;
            case FrameResult.TooLarge:
                Close(new QmpDisconnect(
                    QmpDisconnectCause.LimitExceeded, $"the guest agent sent a message of more than {_maxMessageBytes} bytes, the limit of this session"));
                return false;
            default:
                OnGarbage(call, new QmpProtocolException($"the guest agent sent what is no message ({result})"));
                return false;
        }
    }

    private void Dispatch(AgentCall call, ReadOnlySpan<byte> json)
    {
        try
        {
            QmpMessage message = QmpMessage.Parse(json);
            if (message.Kind is not (QmpMessageKind.Return or QmpMessageKind.Error))
                throw new QmpProtocolException("the guest agent sent what is no reply");
            if (call.OnMessage(in message))
                GiveUp(call);
        }
        catch (Exception exception) when (exception is QmpProtocolException or JsonException or InvalidOperationException or FormatException)
        {
            OnGarbage(call, exception as QmpProtocolException ?? new QmpProtocolException("the guest agent sent what is not JSON", exception));
        }
    }

    private void OnGarbage(AgentCall call, QmpProtocolException error)
    {
        _receive.Release();
        GiveUp(call);
        call.Fail(error);
    }
}
