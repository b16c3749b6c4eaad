using System.Runtime.CompilerServices;
using VirtCore.Interop;
using static Tmds.Linux.LibC;

namespace VirtCore.Netlink;

/// <summary>Watches links, addresses, routes, rules or neighbours of a network namespace.</summary>
/// <remarks>
/// <para>
/// What is there when the watching begins comes as added; then what changes. The kernel keeps what has not been read in a buffer. Where that overflows (ENOBUFS), as its reader is slower than the changes, all is listed anew and told as differences to what
/// was told before: so a slow reader misses steps on the way, but never the state in the end.
/// </para>
/// <para>One reads at a time. Sockets of its own: requests never wait for it.</para>
/// </remarks>
public sealed class NetlinkWatcher<T> : IDisposable where T : class
{
    private const int BufferBytes = 64 << 10;

    private readonly WatchedKind<T> _kind;
    private readonly Rtnetlink _route;
    private readonly SafeSocketDescriptor _socket;
    private readonly ReadableWait _readable;
    private readonly Dictionary<object, T> _known = [];
    private byte[] _buffer = new byte[BufferBytes];

    internal NetlinkWatcher(WatchedKind<T> kind, NetworkNamespace? networkNamespace, int? receiveBufferBytes)
    {
        _kind = kind;
        _route = networkNamespace is null ? Rtnetlink.Open() : Rtnetlink.Open(networkNamespace);
        SafeSocketDescriptor? socket = null;
        try
        {
            int protocol = (int)NetlinkProtocol.Route;
            socket = networkNamespace?.CreateSocket(protocol, nonBlocking: true) ?? NetlinkSocket.Create(protocol, nonBlocking: true);
            if (receiveBufferBytes is { } bytes)
                NetlinkSocket.SetReceiveBuffer(socket, bytes);
            _ = NetlinkSocket.Bind(socket);
            foreach (int group in kind.Groups)
                NetlinkSocket.Join(socket, group);
            _socket = socket;
            _readable = new ReadableWait(socket);
        }
        catch
        {
            socket?.Dispose();
            _route.Dispose();
            throw;
        }
    }

    /// <summary>How often everything had to be listed anew, as the buffer overflowed.</summary>
    public int Resyncs { get; private set; }

    /// <summary>What is there, and then what changes, until it is cancelled.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The watcher was disposed.</exception>
    /// <exception cref="KernelException">The socket failed.</exception>
    public async IAsyncEnumerable<NetlinkChange<T>> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var changes = new Queue<NetlinkChange<T>>();
        Compare(changes);
        while (true)
        {
            while (changes.TryDequeue(out NetlinkChange<T> change))
                yield return change;
            cancellationToken.ThrowIfCancellationRequested();
            int length = Receive();
            if (length == -EAGAIN)
            {
                await _readable.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            else if (length == -ENOBUFS)
            {
                Resyncs++;
                Drain();
                Compare(changes);
            }
            else if (length < 0)
            {
                throw new KernelException("receive what netlink tells", -length);
            }
            else
            {
                Take(_buffer.AsSpan(0, length), changes);
            }
        }
    }

    /// <summary>Ends the watching.</summary>
    public void Dispose()
    {
        _readable.Dispose();
        _socket.Dispose();
        _route.Dispose();
    }

    // A datagram that is longer than the buffer is read again with a larger one: nothing is cut off.
    private int Receive()
    {
        while (true)
        {
            int length = NetlinkSocket.Receive(_socket, _buffer, peek: true, wait: false, out _);
            if (length > _buffer.Length)
            {
                _buffer = new byte[length];
                continue;
            }

            if (length < 0)
                return length;
            length = NetlinkSocket.Receive(_socket, _buffer, peek: false, wait: false, out uint sender);
            if (length < 0 || sender == 0)
                return length;
        }
    }

    // What is older than the list that comes now.
    private void Drain()
    {
        int length;
        do
            length = NetlinkSocket.Receive(_socket, _buffer, peek: false, wait: false, out _);
        while (length >= 0 || length == -ENOBUFS);
    }

    private void Take(ReadOnlySpan<byte> datagram, Queue<NetlinkChange<T>> changes)
    {
        var messages = new NetlinkMessageReader(datagram);
        while (messages.MoveNext())
        {
            bool removal = messages.Type == _kind.Removal;
            if (_kind.Read(messages) is not { } item)
                continue;
            if (removal)
                Remove(_kind.Key(item), changes);
            else
                Put(item, changes);
        }

        if (messages.Error != NetlinkFormatError.None)
            throw new NetlinkProtocolException($"Netlink told something that is {messages.Error} where it should end.");
    }

    private void Compare(Queue<NetlinkChange<T>> changes)
    {
        HashSet<object> gone = [.. _known.Keys];
        foreach (T item in _kind.List(_route))
        {
            gone.Remove(_kind.Key(item));
            Put(item, changes);
        }

        foreach (object key in gone)
            Remove(key, changes);
    }

    private void Put(T item, Queue<NetlinkChange<T>> changes)
    {
        object key = _kind.Key(item);
        bool known = _known.TryGetValue(key, out T? before);
        _known[key] = item;
        if (!known)
            changes.Enqueue(new NetlinkChange<T>(NetlinkChangeKind.Added, item));
        else if (!_kind.Same(before!, item))
            changes.Enqueue(new NetlinkChange<T>(NetlinkChangeKind.Changed, item));
    }

    private void Remove(object key, Queue<NetlinkChange<T>> changes)
    {
        if (_known.Remove(key, out T? last))
            changes.Enqueue(new NetlinkChange<T>(NetlinkChangeKind.Removed, last));
    }
}
