using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>The answers to one request.</summary>
/// <remarks>
/// A message whose sequence number or port is not the request's is passed over. A dump ends at <c>NLMSG_DONE</c>, anything else at its acknowledgement, or where none was asked for at its first answer. When the kernel says that what it
/// dumps has changed meanwhile (<c>NLM_F_DUMP_INTR</c>), <see cref="WasInterrupted"/> says so at the end: the answers are no picture of one moment.
/// </remarks>
public ref struct NetlinkReplies<TState>
{
    private readonly NetlinkConnection _connection;
    private readonly int _requestLength;
    private readonly bool _dump;
    private readonly bool _acknowledged;
    private readonly TState _state;
    private readonly NetlinkOperation<TState> _operation;
    private NetlinkMessageReader _messages;
    private bool _ended;
    private bool _disposed;

    internal NetlinkReplies(NetlinkConnection connection, int requestLength, bool dump, bool acknowledged, TState state, NetlinkOperation<TState> operation)
    {
        _connection = connection;
        _requestLength = requestLength;
        _dump = dump;
        _acknowledged = acknowledged;
        _state = state;
        _operation = operation;
    }

    /// <summary>Whether the kernel says that what it dumped changed meanwhile.</summary>
    public bool WasInterrupted { get; private set; }

    /// <summary>The answer. Good until the next is asked for.</summary>
    public readonly NetlinkMessageReader Current => _messages;

    /// <summary>Goes to the next answer. False when there are no more.</summary>
    /// <exception cref="NetlinkException">The kernel refused, or the socket's queue overflowed (ENOBUFS).</exception>
    /// <exception cref="NetlinkProtocolException">What came is no netlink.</exception>
    public bool MoveNext()
    {
        while (!_ended)
        {
            while (_messages.MoveNext())
            {
                if (_messages.Sequence != _connection.Sequence || _messages.PortId != _connection.PortId)
                    continue;
                if ((_messages.Flags & NL.NLM_F_DUMP_INTR) != 0)
                    WasInterrupted = true;
                switch (_messages.Type)
                {
                    case NL.NLMSG_NOOP:
                        continue;
                    case NL.NLMSG_OVERRUN:
                        throw _connection.Broken("an overrun");
                    case NL.NLMSG_ERROR or NL.NLMSG_DONE:
                        _ended = true;
                        NetlinkAcknowledgement.Check(_messages, _connection.Request(_requestLength), _operation, _state);
                        return false;
                    default:
                        if (!_dump && !_acknowledged)
                            _ended = true;
                        return true;
                }
            }

            if (_messages.Error != NetlinkFormatError.None)
                throw _connection.Broken($"a message that is {_messages.Error} where it should end");
            int length = _connection.Receive(out int error);
            if (error != 0)
            {
                _ended = true;
                throw new NetlinkException(_operation(_state), error);
            }

            _messages = new NetlinkMessageReader(_connection.Received(length));
        }

        return false;
    }

    /// <summary>Reads what is left, and gives the connection back.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        try
        {
            while (!_ended && MoveNext())
            {
            }
        }
        catch (Exception failure) when (failure is NetlinkException or NetlinkProtocolException or ObjectDisposedException)
        {
            // The caller did not want to know.
        }
        finally
        {
            _connection.Finish();
        }
    }
}
