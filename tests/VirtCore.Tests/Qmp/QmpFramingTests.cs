using System.Text;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.Tests.Qmp;

public sealed class QmpFramingTests
{
    private const string Transcript =
        "\r\n{\"return\": {\"name\": \"a\\\"}{\\\\\"}, \"id\": ID}\r\n" +
        "{\"timestamp\": {\"seconds\": 1, \"microseconds\": 2}, \"event\": \"STOP\"}\n" +
        "{\n    \"event\": \"RESUME\",\n    \"data\": {\n        \"x\": [1, {\"y\": \"]\"}]\n    }\n}\n{\"event\": \"LAST\"}";

    [Fact]
    public async Task A_transcript_sent_byte_by_byte_arrives_whole()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        using QmpEventSubscription events = client.Subscribe();
        Task<string?> asking = client.QueryNameAsync().AsTask();
        PeerCommand command = await peer.ReadAsync();
        foreach (byte value in Encoding.UTF8.GetBytes(Transcript.Replace("ID", command.Id)))
            await peer.SendAsync(new[] { value });
        Assert.Equal("a\"}{\\", await asking);
        foreach (string name in (string[])["STOP", "RESUME", "LAST"])
            Assert.Equal(name, (await events.ReadAsync(TimeSpan.FromSeconds(20))).Name);
    }

    [Fact]
    public async Task The_end_of_the_stream_at_any_byte_ends_the_session_once_and_cleanly()
    {
        int length = Encoding.UTF8.GetByteCount(Transcript.Replace("ID", "0"));
        for (int cut = 0; cut <= length; cut++)
        {
            (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
            using ScriptedPeer peerLife = peer;
            using QmpEventSubscription events = client.Subscribe();
            Task<string?> asking = client.QueryNameAsync().AsTask();
            PeerCommand command = await peer.ReadAsync();
            byte[] bytes = Encoding.UTF8.GetBytes(Transcript.Replace("ID", command.Id));
            await peer.SendAsync(bytes.AsMemory(0, Math.Min(cut, bytes.Length)));
            peer.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Both);
            QmpDisconnect end = await client.Disconnected.WaitAsync(ScriptedPeer.Patience);
            Assert.Equal(QmpDisconnectCause.EndOfStream, end.Cause);
            if (await Record.ExceptionAsync(() => asking) is { } exception)
                Assert.Same(end, Assert.IsType<QmpDisconnectedException>(exception).Disconnect);
            else
                Assert.Equal("a\"}{\\", await asking);
            await client.DisposeAsync();
            Assert.Same(end, await client.Disconnected);
        }
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("\0{\"event\": \"STOP\"}")]
    [InlineData("{\"event\": \"ST\0OP\"}")]
    [InlineData("{\"event\": \"ST\nOP\"}")]
    [InlineData("{\"event\": 5}")]
    [InlineData("{\"event\" \"STOP\"}")]
    [InlineData("{\"event\": \"STOP\"]")]
    [InlineData("{]")]
    [InlineData("[1]")]
    [InlineData("}")]
    [InlineData("{\"event\": \"STOP\", \"timestamp\": 5}")]
    [InlineData("{\"event\": \"STOP\", \"timestamp\": {\"seconds\": \"x\"}}")]
    [InlineData("{\"something\": \"else\"}")]
    [InlineData("{\"QMP\": {}}")]
    public async Task Garbage_ends_the_session_with_a_protocol_error(string garbage)
    {
        await AssertEnds(Encoding.UTF8.GetBytes(garbage), QmpDisconnectCause.ProtocolError);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_end_the_session_with_a_protocol_error()
    {
        await AssertEnds([0xFF, (byte)'{'], QmpDisconnectCause.ProtocolError);
        await AssertEnds([.. "{\"event\": \"S"u8, 0xC3, 0x28, .. "\"}"u8], QmpDisconnectCause.ProtocolError);
    }

    [Theory]
    [InlineData(1000, false)]
    [InlineData(5000, true)]
    public async Task Nesting_is_followed_as_deep_as_QEMU_itself_goes(int depth, bool ends)
    {
        string nested = $$$"""{"event": "STOP", "data": {"x": {{{new string('[', depth)}}}{{{new string(']', depth)}}}}}""";
        if (ends)
        {
            await AssertEnds(Encoding.UTF8.GetBytes(nested), QmpDisconnectCause.LimitExceeded);
            return;
        }

        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        using QmpEventSubscription events = client.Subscribe();
        await peer.SendAsync(nested);
        Assert.Equal(6 + (2 * depth) + 1, (await events.ReadAsync(TimeSpan.FromSeconds(20))).Data.Length);
    }

    [Fact]
    public async Task A_reply_of_15_MiB_arrives_and_one_of_17_MiB_ends_the_session()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        Task<string?> asking = client.QueryNameAsync().AsTask();
        string name = new('n', 15 * 1024 * 1024);
        await peer.ReplyAsync(await peer.ReadAsync(), $$"""{"name": "{{name}}"}""");
        Assert.Equal(name.Length, (await asking)!.Length);

        Task<string?> tooMuch = client.QueryNameAsync().AsTask();
        PeerCommand command = await peer.ReadAsync();
        Task sending = peer.ReplyAsync(command, $$"""{"name": "{{new string('n', 17 * 1024 * 1024)}}"}""");
        QmpDisconnectedException end = await Assert.ThrowsAsync<QmpDisconnectedException>(() => tooMuch);
        Assert.Equal(QmpDisconnectCause.LimitExceeded, end.Disconnect.Cause);
        Assert.Contains("16777216", end.Message);
        await Record.ExceptionAsync(() => sending);
    }

    private static async Task AssertEnds(byte[] bytes, QmpDisconnectCause cause)
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        using ScriptedPeer peerLife = peer;
        Task pending = client.ContAsync().AsTask();
        await peer.SendAsync(bytes);
        QmpDisconnectedException end = await Assert.ThrowsAsync<QmpDisconnectedException>(() => pending.WaitAsync(ScriptedPeer.Patience));
        Assert.Equal(cause, end.Disconnect.Cause);
        Assert.Same(end.Disconnect, await client.Disconnected);
        Assert.True(peer.ClientSocket.IsClosed);
        await client.DisposeAsync();
    }
}
