using System.Runtime.InteropServices;
using VirtCore.Interop;
using VirtCore.Qmp.Commands;
using static Tmds.Linux.LibC;

namespace VirtCore.Qmp;

internal sealed partial class QmpSession
{
    // What the socket did not take at once; made when that first happens.
    private Queue<OutgoingMessage>? _outgoing;

    // The peer no longer reads. What it sent before is still read; the session ends when that is done.
    private int _sendError;

    // Each message is one sendmsg, so a descriptor rides on the first byte of its own message and no other.
    private KernelException? SendUnsynchronized(PendingCommand command)
    {
        command.State = PendingState.InFlight;
        command.Id = NextIdUnsynchronized();
        _inFlight.Add(command);
        (byte[] bytes, int length, SafeHandle? descriptor) = command.TakeMessage();
        var message = new OutgoingMessage(command.Id, bytes, 0, length, descriptor);
        if (_sendError != 0)
        {
            message.Release();
            return null;
        }

        if (_outgoing is { Count: > 0 })
        {
            _outgoing.Enqueue(message);
            return null;
        }

        int error = TrySend(ref message);
        if (error == 0)
            return null;
        if (error == EAGAIN)
        {
            _outgoing ??= new Queue<OutgoingMessage>();
            _outgoing.Enqueue(message);
            _registration!.Modify((uint)(EPOLLIN | EPOLLOUT));
            return null;
        }

        message.Release();
        if (IsPeerGone(error))
        {
            StopSendingUnsynchronized(error);
            return null;
        }

        // Nothing of it went out (a bad descriptor, no memory): this command fails, the session goes on.
        _inFlight.RemoveAt(_inFlight.IndexOf(command.Id));
        command.State = PendingState.Done;
        return new KernelException("sendmsg", error, command.Name);
    }

    /// <summary>Sends what waits for the socket. Called on the loop's thread.</summary>
    private void Flush()
    {
        List<(PendingCommand, Exception)>? unsendable = null;
        lock (_gate)
        {
            if (_state == SessionState.Disconnected)
                return;
            while (_outgoing is { Count: > 0 })
            {
                OutgoingMessage message = _outgoing.Dequeue();
                int error = TrySend(ref message);
                if (error == EAGAIN)
                {
                    PutBackUnsynchronized(message);
                    break;
                }

                if (error == 0)
                    continue;
                message.Release();
                if (IsPeerGone(error))
                {
                    StopSendingUnsynchronized(error);
                    return;
                }

                var failure = new KernelException("sendmsg", error);
                if (message.Offset != 0)
                    throw failure;
                if (_inFlight.RemoveAt(_inFlight.IndexOf(message.Id)) is { } command)
                {
                    command.State = PendingState.Done;
                    (unsendable ??= []).Add((command, failure));
                }
            }

            if (_outgoing is not { Count: > 0 } && _sendError == 0)
                _registration!.Modify((uint)EPOLLIN);
            if (unsendable is not null)
                SendWaitingUnsynchronized(ref unsendable);
        }

        FailUnsendable(unsendable);
    }

    private static void FailUnsendable(List<(PendingCommand, Exception)>? unsendable)
    {
        if (unsendable is null)
            return;
        foreach ((PendingCommand command, Exception failure) in unsendable)
        {
            command.Settle();
            command.Fail(failure);
        }
    }

    /// <summary>Sends as much as the socket takes. The message then is what is left of it, and the descriptor is let go with the first byte.</summary>
    private int TrySend(ref OutgoingMessage message)
    {
        while (true)
        {
            int sent;
            if (message.Descriptor is null)
            {
                sent = UnixSocket.Send(_socket, message.Rest);
            }
            else
            {
                ReadOnlySpan<int> descriptors = [(int)message.Descriptor.DangerousGetHandle()];
                sent = UnixSocket.Send(_socket, message.Rest, descriptors);
            }

            if (sent < 0)
                return -sent;
            message.Descriptor?.DangerousRelease();
            message = message with { Descriptor = null, Offset = message.Offset + sent };
            if (message.Offset < message.Length)
                continue;
            message.Release();
            return 0;
        }
    }

    // A queue has no place before its first: the messages behind go round once. It is short, as few commands are in flight.
    private void PutBackUnsynchronized(OutgoingMessage message)
    {
        int behind = _outgoing!.Count;
        _outgoing.Enqueue(message);
        for (int i = 0; i < behind; i++)
            _outgoing.Enqueue(_outgoing.Dequeue());
    }

    private void StopSendingUnsynchronized(int error)
    {
        _sendError = error;
        DropOutgoingUnsynchronized();
        // Level-triggered and always true now, so the loop looks at the session at once.
        _registration!.Modify((uint)(EPOLLIN | EPOLLOUT));
    }

    private void DropOutgoingUnsynchronized()
    {
        while (_outgoing is { Count: > 0 })
            _outgoing.Dequeue().Release();
    }

    private static bool IsPeerGone(int error) => error == EPIPE || error == ECONNRESET || error == ENOTCONN;
}
