using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Netlink;

/// <summary>A netlink socket for requests. The kernel answers a request before its sending returns, so nothing here waits for long, and calls are synchronous.</summary>
/// <remarks>
/// Thread-safe: one request is under way at a time. It belongs to the network namespace that it was opened in, for good. Nothing is allocated in steady state. What a group is told comes on sockets of its own.
/// </remarks>
public sealed partial class NetlinkConnection : IDisposable
{
    // The kernel fills at most 32 KiB a receive, but for messages that are longer by themselves.
    private const int FirstReceiveBuffer = 64 << 10;
    private const int MostReceiveBuffer = 64 << 20;
    private const int FirstRequestBuffer = 16 << 10;

    private readonly Lock _lock = new();
    private readonly SafeSocketDescriptor _socket;
    private readonly uint _portId;
    private byte[] _request = new byte[FirstRequestBuffer];
    private byte[] _buffer = new byte[FirstReceiveBuffer];
    private uint _sequence;
    private bool _busy;

    private NetlinkConnection(SafeSocketDescriptor socket, uint portId) => (_socket, _portId) = (socket, portId);

    /// <summary>Opens a socket in the calling thread's network namespace.</summary>
    /// <exception cref="KernelException">EPROTONOSUPPORT: the kernel lacks the protocol. EMFILE, ENFILE.</exception>
    public static NetlinkConnection Open(NetlinkProtocol protocol = NetlinkProtocol.Route)
    {
        return Open(NetlinkSocket.Create((int)protocol, nonBlocking: false));
    }

    /// <summary>Opens a socket in another network namespace, by a thread that enters it and then ends. The caller's own namespace is never left.</summary>
    /// <exception cref="KernelException">EPERM: this needs CAP_SYS_ADMIN. EINVAL: it is no network namespace.</exception>
    public static NetlinkConnection Open(NetworkNamespace networkNamespace, NetlinkProtocol protocol = NetlinkProtocol.Route)
    {
        ArgumentNullException.ThrowIfNull(networkNamespace);
        return Open(networkNamespace.CreateSocket((int)protocol, nonBlocking: false));
    }

    /// <summary>Closes the socket.</summary>
    public void Dispose() => _socket.Dispose();

    /// <summary>Sends one request, and waits for its acknowledgement.</summary>
    /// <param name="type">What it asks: <c>RTM_NEWLINK</c>.</param>
    /// <param name="flags">Flags beside <c>NLM_F_REQUEST</c> and <c>NLM_F_ACK</c>.</param>
    /// <param name="state">What <paramref name="write"/> writes.</param>
    /// <param name="write">Writes the body and the attributes.</param>
    /// <param name="operation">What is tried, in words, for an error.</param>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public void Execute<TState>(ushort type, ushort flags, TState state, NetlinkWrite<TState> write, NetlinkOperation<TState> operation)
    {
        using NetlinkReplies<TState> replies = Send(type, (ushort)(flags | NL.NLM_F_ACK), state, write, operation);
        while (replies.MoveNext())
        {
        }
    }

    /// <summary>Sends one request, and gives its answers one after another: with <c>NLM_F_DUMP</c> all there are.</summary>
    /// <remarks>The result is to be disposed: what the caller has not read is then read to its end, so that the next request meets no strange answers. The connection is the caller's until then.</remarks>
    /// <exception cref="InvalidOperationException">This thread is still reading the answers to another request.</exception>
    public NetlinkReplies<TState> Send<TState>(ushort type, ushort flags, TState state, NetlinkWrite<TState> write, NetlinkOperation<TState> operation)
    {
        ArgumentNullException.ThrowIfNull(write);
        _lock.Enter();
        try
        {
            if (_busy)
                throw new InvalidOperationException("The answers to another request are being read on this connection: dispose them first.");
            ReadOnlySpan<byte> request = Encode(type, flags, state, write);
            int sent = NetlinkSocket.Send(_socket, request);
            if (sent < 0)
                throw new NetlinkException(operation(state), -sent);
            _busy = true;
            return new NetlinkReplies<TState>(this, request.Length, (flags & NL.NLM_F_DUMP) == NL.NLM_F_DUMP, (flags & NL.NLM_F_ACK) != 0, state, operation);
        }
        catch
        {
            _lock.Exit();
            throw;
        }
    }

    private static NetlinkConnection Open(SafeSocketDescriptor socket)
    {
        try
        {
            return new NetlinkConnection(socket, NetlinkSocket.Bind(socket));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private ReadOnlySpan<byte> Encode<TState>(ushort type, ushort flags, TState state, NetlinkWrite<TState> write)
    {
        while (true)
        {
            var writer = new NetlinkWriter(_request);
            writer.BeginMessage(type, (ushort)(flags | NL.NLM_F_REQUEST), ++_sequence, _portId);
            write(ref writer, state);
            writer.EndMessage();
            if (!writer.IsFull)
                return writer.Written;
            if (_request.Length >= MostReceiveBuffer)
                throw new ArgumentException("The request has an attribute that is longer than netlink can say.");
            _request = new byte[2 * _request.Length];
        }
    }

    internal System.Runtime.InteropServices.SafeHandle Socket => _socket;

    internal uint Sequence => _sequence;

    internal uint PortId => _portId;

    internal ReadOnlySpan<byte> Request(int length) => _request.AsSpan(0, length);

    internal ReadOnlySpan<byte> Received(int length) => _buffer.AsSpan(0, length);

    /// <summary>Receives the next datagram of the kernel's: its length. The buffer grows to what comes.</summary>
    internal int Receive(out int error, bool wait = true)
    {
        while (true)
        {
            // Without room for it, so that looking copies nothing.
            int length = NetlinkSocket.Receive(_socket, [], peek: true, wait, out uint sender);
            if (length > _buffer.Length && length <= MostReceiveBuffer)
            {
                _buffer = new byte[length];
                continue;
            }

            if (length >= 0)
                length = NetlinkSocket.Receive(_socket, _buffer, peek: false, wait, out sender);
            error = length < 0 ? -length : 0;
            if (length < 0)
                return 0;
            if (sender != 0)
                continue; // another process: anybody may send to a netlink socket
            return length <= _buffer.Length ? length : throw Broken($"a datagram of {length} bytes");
        }
    }

    internal NetlinkProtocolException Broken(string what)
    {
        _socket.Dispose();
        return new NetlinkProtocolException($"Netlink brought {what}. The connection has been closed.");
    }

    internal void Finish()
    {
        _busy = false;
        _lock.Exit();
    }
}
