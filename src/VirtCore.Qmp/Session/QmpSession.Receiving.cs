using System.Text.Json;
using VirtCore.Interop;
using static Tmds.Linux.LibC;

namespace VirtCore.Qmp;

internal sealed partial class QmpSession
{
    // After as many reads the loop's other descriptors get their turn; this one stays ready.
    private const int ReadsPerTurn = 64;

    // The loop thread's own. Another thread that closes the session leaves it alone.
    private readonly ReceiveBuffer _receive;

    private bool IsDisconnected => _state == SessionState.Disconnected;

    private void Receive()
    {
        try
        {
            for (int turn = 0; turn < ReadsPerTurn && !IsDisconnected; turn++)
            {
                Span<byte> space = _receive.GetSpace();
                int received = UnixSocket.Receive(_socket, space);
                if (received <= 0)
                {
                    OnNothingReceived(-received);
                    break;
                }

                _receive.Advance(received);
                DispatchReceived();
                if (received < space.Length && _sendError == 0 && !_peerIsDead)
                    break;
            }
        }
        finally
        {
            if (IsDisconnected)
                _receive.Release();
            else
                _receive.ReleaseIfEmpty();
        }
    }

    private void OnNothingReceived(int error)
    {
        if (error == EAGAIN)
        {
            if (_peerIsDead)
                Close(PeerDeath("QEMU's monitor has nothing more to say"));
            else if (_sendError != 0)
                Close(new QmpDisconnect(QmpDisconnectCause.EndOfStream, "QEMU no longer reads its monitor", new KernelException("sendmsg", _sendError)));
        }
        else if (error == 0 || IsPeerGone(error))
        {
            string where = _receive.Length == 0 ? "" : $", in the middle of a message ({_receive.Length} bytes of it had come)";
            KernelException? cause = error == 0 ? null : new KernelException("recvmsg", error);
            CloseAtEnd(new QmpDisconnect(QmpDisconnectCause.EndOfStream, $"QEMU closed its monitor{where}", cause));
        }
        else
        {
            var failure = new KernelException("recvmsg", error);
            Close(new QmpDisconnect(QmpDisconnectCause.InputOutputError, $"reading from QEMU's monitor failed: {failure.Message}", failure));
        }
    }

    private void DispatchReceived()
    {
        while (!IsDisconnected)
        {
            switch (_receive.TryTake(out ReadOnlySpan<byte> message))
            {
                case FrameResult.Complete:
                    Dispatch(message);
                    break;
                case FrameResult.Partial:
                    return;
                case FrameResult.TooLarge:
                    Close(new QmpDisconnect(
                        QmpDisconnectCause.LimitExceeded, $"QEMU sent a message of more than {Options.MaxMessageBytes} bytes, the limit of this session"));
                    return;
                case FrameResult.TooDeep:
                    Close(new QmpDisconnect(QmpDisconnectCause.LimitExceeded, $"QEMU sent a message nested deeper than {JsonLimits.MaxDepth}"));
                    return;
                case FrameResult.NotAnObject:
                    FailProtocol(new QmpProtocolException($"a message begins with the byte 0x{_receive.Peek():x2} instead of an opening brace"));
                    return;
            }
        }
    }

    private void Dispatch(ReadOnlySpan<byte> json)
    {
        try
        {
            QmpMessage message = QmpMessage.Parse(json);
            switch (message.Kind)
            {
                case QmpMessageKind.Event:
                    OnEvent(in message);
                    break;
                case QmpMessageKind.Return or QmpMessageKind.Error:
                    OnReply(in message);
                    break;
                case QmpMessageKind.Greeting:
                    OnGreeting(message.Body);
                    break;
                default:
                    throw new QmpProtocolException("a message is no greeting, reply or event");
            }
        }
        catch (Exception exception) when (exception is QmpProtocolException or JsonException or InvalidOperationException or FormatException)
        {
            FailProtocol(exception);
        }
    }

    private void FailProtocol(Exception exception)
    {
        QmpProtocolException error = exception as QmpProtocolException ?? new QmpProtocolException($"a message is not QMP: {exception.Message}", exception);
        Close(new QmpDisconnect(QmpDisconnectCause.ProtocolError, $"QEMU's monitor sent what is not QMP: {error.Message}", error));
    }
}
