using System.Globalization;
using System.Net.Sockets;
using System.Text;
using VirtCore.Interop;

namespace VirtCore.Fuzz;

/// <summary>The other end of a client's connection. It waits for nothing but what the client is bound to send.</summary>
internal sealed class FuzzPeer : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Socket _socket;
    private readonly byte[] _received = new byte[64 * 1024];
    private int _start;
    private int _end;

    public FuzzPeer()
    {
        (SafeSocketDescriptor ours, SafeSocketDescriptor theirs) = UnixSocket.StreamPair();
        ClientSocket = ours;
        _socket = new Socket(new SafeSocketHandle(theirs.DangerousGetHandle(), ownsHandle: true)) { ReceiveTimeout = (int)Patience.TotalMilliseconds };
        theirs.SetHandleAsInvalid();
    }

    /// <summary>The end that the client gets.</summary>
    public SafeSocketDescriptor ClientSocket { get; }

    /// <summary>Reads a line that the client sends. Null when the client has closed its end first.</summary>
    public string? ReadLine()
    {
        while (true)
        {
            int line = _received.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (line >= 0)
            {
                string text = Encoding.Latin1.GetString(_received, _start, line);
                _start += line + 1;
                return text;
            }

            Finding.Unless(_end < _received.Length, "the client sends a line without an end");
            int count;
            try
            {
                count = _socket.Receive(_received, _end, _received.Length - _end, SocketFlags.None);
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
            {
                return null;
            }

            if (count == 0)
                return null;
            _end += count;
        }
    }

    /// <summary>The id in what the client has sent.</summary>
    public static string IdOf(string? line)
    {
        const string Member = "\"id\":";
        string text = line ?? "";
        int start = text.LastIndexOf(Member, StringComparison.Ordinal);
        Finding.Unless(start >= 0, $"the client sent no id: {text}");
        ReadOnlySpan<char> id = text.AsSpan(start + Member.Length);
        int end = id.IndexOfAnyExceptInRange('0', '9');
        return (end < 0 ? id : id[..end]).ToString();
    }

    public void Send(string text) => Send(Encoding.UTF8.GetBytes(text), []);

    /// <summary>Sends bytes, with $1, $2 and so on replaced by what the client must be told. A client that has hung up is none of its business.</summary>
    public void Send(ReadOnlySpan<byte> bytes, ReadOnlySpan<string> places, int chunk = int.MaxValue)
    {
        byte[] text = Fill(bytes, places);
        try
        {
            for (int sent = 0; sent < text.Length;)
                sent += _socket.Send(text, sent, Math.Min(chunk, text.Length - sent), SocketFlags.None);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.Shutdown or SocketError.ConnectionReset or SocketError.ConnectionAborted)
        {
        }
    }

    public void End()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The client was first.
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        ClientSocket.Dispose();
    }

    private static byte[] Fill(ReadOnlySpan<byte> bytes, ReadOnlySpan<string> places)
    {
        List<byte> filled = new(bytes.Length + 64);
        for (int i = 0; i < bytes.Length; i++)
        {
            int place = bytes[i] == '$' && i + 1 < bytes.Length ? bytes[i + 1] - '1' : -1;
            if (place >= 0 && place < places.Length)
            {
                filled.AddRange(Encoding.ASCII.GetBytes(places[place].ToString(CultureInfo.InvariantCulture)));
                i++;
            }
            else
            {
                filled.Add(bytes[i]);
            }
        }

        return [.. filled];
    }
}
