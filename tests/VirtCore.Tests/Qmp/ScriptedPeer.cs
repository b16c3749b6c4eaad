using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using VirtCore.Interop;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.Tests.Qmp;

/// <summary>The other end of a QMP connection, driven by the test.</summary>
internal sealed class ScriptedPeer : IDisposable
{
    public const string Greeting =
        """{"QMP": {"version": {"qemu": {"micro": 1, "minor": 2, "major": 9}, "package": "test"}, "capabilities": []}}""" + "\r\n";

    public const string GreetingWithOutOfBand =
        """{"QMP": {"version": {"qemu": {"micro": 1, "minor": 2, "major": 9}, "package": "test"}, "capabilities": ["oob"]}}""" + "\r\n";

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    public ScriptedPeer()
    {
        (SafeSocketDescriptor ours, SafeSocketDescriptor theirs) = UnixSocket.Pair(Tmds.Linux.LibC.SOCK_STREAM);
        ClientSocket = ours;
        Socket = new Socket(new SafeSocketHandle(theirs.DangerousGetHandle(), ownsHandle: true));
        theirs.SetHandleAsInvalid();
    }

    public static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    /// <summary>The end that the client gets.</summary>
    public SafeSocketDescriptor ClientSocket { get; }

    public Socket Socket { get; }

    /// <summary>A client and its peer with the handshake done.</summary>
    public static async Task<(QmpClient Client, ScriptedPeer Peer)> ConnectAsync(
        QmpClientOptions? options = null, bool outOfBand = false, string version = "9.2.1")
    {
        var peer = new ScriptedPeer();
        Task<QmpClient> connecting = QmpClient.ConnectAsync(peer.ClientSocket, options).AsTask();
        await peer.SendAsync(outOfBand ? GreetingWithOutOfBand : GreetingOf(version));
        PeerCommand capabilities = await peer.ReadAsync();
        Assert.Equal("qmp_capabilities", capabilities.Name);
        await peer.ReplyAsync(capabilities);
        return (await connecting.WaitAsync(Patience), peer);
    }

    private static string GreetingOf(string version)
    {
        string[] parts = version.Split('.');
        return Greeting.Replace(
            "\"micro\": 1, \"minor\": 2, \"major\": 9", $"\"micro\": {parts[2]}, \"minor\": {parts[1]}, \"major\": {parts[0]}", StringComparison.Ordinal);
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await Socket.SendAsync(bytes, Patience)..];
    }

    public Task ReplyAsync(PeerCommand command, string value = "{}") => SendAsync(Reply(command, value));

    public static string Reply(PeerCommand command, string value = "{}") => $$"""{"return": {{value}}, "id": {{command.Id}}}""" + "\r\n";

    public Task RefuseAsync(PeerCommand command, string description) =>
        SendAsync($$$"""{"error": {"class": "GenericError", "desc": "{{{description}}}"}, "id": {{{command.Id}}}}""" + "\r\n");

    /// <summary>Reads the next command. Each is one line.</summary>
    public async Task<PeerCommand> ReadAsync()
    {
        while (true)
        {
            int line = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (line >= 0)
            {
                var command = PeerCommand.Parse(_buffer.AsSpan(_start, line));
                _start += line + 1;
                return command;
            }

            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
            int received = await Socket.ReceiveAsync(_buffer.AsMemory(_end), Patience);
            Assert.NotEqual(0, received);
            _end += received;
        }
    }

    /// <summary>Whether the client has sent anything that was not read.</summary>
    public bool HasMore => _end > _start || Socket.Available > 0;

    public void Dispose()
    {
        Socket.Dispose();
        ClientSocket.Dispose();
    }
}
