using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using VirtCore.Interop;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.Tests.Qmp;

/// <summary>A guest agent driven by the test.</summary>
internal sealed class AgentPeer : IAsyncDisposable
{
    private readonly List<byte> _received = [];

    public AgentPeer(GuestAgentOptions? options = null)
    {
        (SafeSocketDescriptor ours, SafeSocketDescriptor theirs) = UnixSocket.Pair(Tmds.Linux.LibC.SOCK_STREAM);
        Socket = new Socket(new SafeSocketHandle(theirs.DangerousGetHandle(), ownsHandle: true));
        theirs.SetHandleAsInvalid();
        Client = GuestAgentClient.Open(ours, options);
    }

    public GuestAgentClient Client { get; }

    public Socket Socket { get; }

    public async Task SendAsync(string text) => await SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(byte[] bytes)
    {
        for (ReadOnlyMemory<byte> rest = bytes; !rest.IsEmpty;)
            rest = rest[await Socket.SendAsync(rest, ScriptedPeer.Patience)..];
    }

    /// <summary>The next command, and whether a 0xFF byte came before it.</summary>
    public async Task<(string Name, string Arguments, bool AfterReset)> ReadAsync()
    {
        byte[] buffer = new byte[256 * 1024];
        int line;
        while ((line = _received.IndexOf((byte)'\n')) < 0)
        {
            int received = await Socket.ReceiveAsync(buffer, ScriptedPeer.Patience);
            Assert.NotEqual(0, received);
            _received.AddRange(buffer.AsSpan(0, received));
        }

        byte[] bytes = [.. _received.Take(line)];
        _received.RemoveRange(0, line + 1);
        int reset = Array.LastIndexOf(bytes, (byte)0xFF);
        JsonElement command = JsonElement.Parse(bytes.AsSpan(reset + 1));
        string arguments = command.TryGetProperty("arguments", out JsonElement given) ? given.GetRawText() : "";
        return (command.GetProperty("execute").GetString()!, arguments, reset >= 0);
    }

    /// <summary>Answers a sync, which must come now, as qemu-ga does: an error for the 0xFF, then 0xFF and the number.</summary>
    public async Task SynchroniseAsync()
    {
        string number = await ReadSyncAsync();
        await SendAsync("""{"error": {"class": "GenericError", "desc": "JSON parse error, stray"}}""" + "\n");
        await SendAsync([0xFF, .. Encoding.UTF8.GetBytes($$"""{"return": {{number}}}""" + "\n")]);
    }

    public async Task<string> ReadSyncAsync()
    {
        (string name, string arguments, bool afterReset) = await ReadAsync();
        Assert.Equal(("guest-sync-delimited", true), (name, afterReset));
        return JsonElement.Parse(Encoding.UTF8.GetBytes(arguments)).GetProperty("id").GetRawText();
    }

    /// <summary>Takes a command, which must have that name and those arguments, and answers it.</summary>
    public async Task AnswerAsync(string name, string arguments, string answer)
    {
        (string Name, string Arguments, bool) command = await ReadAsync();
        Assert.Equal((name, arguments, false), command);
        await SendAsync($$"""{"return": {{answer}}}""" + "\n");
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        Socket.Dispose();
    }
}
