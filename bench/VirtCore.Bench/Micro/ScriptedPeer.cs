using System.Net.Sockets;
using VirtCore.Interop;

namespace VirtCore.Bench;

/// <summary>A QEMU of a few lines, on a thread of its own: it greets, answers every command with an empty object, and sends events when told to.</summary>
/// <remarks>Once it runs it allocates nothing, so that what is counted is the client's.</remarks>
internal sealed class ScriptedPeer : IDisposable
{
    private readonly byte[] _received = new byte[1 << 16];
    private readonly byte[] _answer = new byte[256];
    private readonly Socket _socket;
    private readonly Thread _thread;

    private ScriptedPeer(SafeSocketDescriptor theirs)
    {
        _socket = new Socket(new SafeSocketHandle(theirs.DangerousGetHandle(), ownsHandle: true));
        theirs.SetHandleAsInvalid();
        _thread = new Thread(Serve) { IsBackground = true };
    }

    /// <summary>Makes a peer and the socket that a client is given.</summary>
    public static (ScriptedPeer Peer, SafeSocketDescriptor Client) Start()
    {
        (SafeSocketDescriptor client, SafeSocketDescriptor theirs) = UnixSocket.StreamPair();
        ScriptedPeer peer = new(theirs);
        peer._thread.Start();
        return (peer, client);
    }

    public void Send(ReadOnlySpan<byte> message) => _socket.Send(message);

    public void Dispose()
    {
        _socket.Shutdown(SocketShutdown.Both);
        _thread.Join();
        _socket.Dispose();
    }

    private void Serve()
    {
        Send("""{"QMP":{"version":{"qemu":{"micro":0,"minor":2,"major":7},"package":""},"capabilities":[]}}"""u8);
        Send("\r\n"u8);
        int length = 0;
        while (_socket.Receive(_received.AsSpan(length)) is > 0 and int count)
        {
            length += count;
            int begin = 0;
            while (_received.AsSpan(begin, length - begin).IndexOf((byte)'\n') is >= 0 and int end)
            {
                Answer(_received.AsSpan(begin, end));
                begin += end + 1;
            }

            _received.AsSpan(begin, length - begin).CopyTo(_received);
            length -= begin;
        }
    }

    private void Answer(ReadOnlySpan<byte> command)
    {
        ReadOnlySpan<byte> head = """{"return":{"status":"running","running":true},"id":"""u8;
        ReadOnlySpan<byte> id = command[(command.IndexOf("\"id\":"u8) + 5)..];
        id = id[..id.IndexOfAny((byte)',', (byte)'}')];
        Span<byte> answer = _answer;
        head.CopyTo(answer);
        id.CopyTo(answer[head.Length..]);
        "}\r\n"u8.CopyTo(answer[(head.Length + id.Length)..]);
        Send(answer[..(head.Length + id.Length + 3)]);
    }
}
