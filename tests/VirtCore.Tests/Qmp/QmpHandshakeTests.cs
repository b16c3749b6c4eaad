using VirtCore.Qmp;
using Xunit;

namespace VirtCore.Tests.Qmp;

public sealed class QmpHandshakeTests
{
    [Fact]
    public async Task The_greeting_says_the_version_and_out_of_band_is_enabled_where_offered()
    {
        using var peer = new ScriptedPeer();
        Task<QmpClient> connecting = QmpClient.ConnectAsync(peer.ClientSocket).AsTask();
        await peer.SendAsync(ScriptedPeer.GreetingWithOutOfBand);
        PeerCommand capabilities = await peer.ReadAsync();
        Assert.Equal("""{"enable":["oob"]}""", capabilities.Arguments);
        await peer.ReplyAsync(capabilities);
        await using QmpClient client = await connecting;
        Assert.Equal(new QmpVersion(9, 2, 1, "test"), client.Greeting.Version);
        Assert.True(client.OutOfBandEnabled);
    }

    [Fact]
    public async Task Out_of_band_is_not_asked_for_where_it_is_not_offered()
    {
        using var peer = new ScriptedPeer();
        Task<QmpClient> connecting = QmpClient.ConnectAsync(peer.ClientSocket).AsTask();
        await peer.SendAsync(ScriptedPeer.Greeting);
        PeerCommand capabilities = await peer.ReadAsync();
        Assert.Equal("{}", capabilities.Arguments);
        await peer.ReplyAsync(capabilities);
        await using QmpClient client = await connecting;
        Assert.False(client.OutOfBandEnabled);
    }

    [Fact]
    public async Task What_comes_directly_behind_the_handshake_is_not_lost()
    {
        using var peer = new ScriptedPeer();
        Task<QmpClient> connecting = QmpClient.ConnectAsync(peer.ClientSocket).AsTask();
        await peer.SendAsync(ScriptedPeer.Greeting);
        PeerCommand capabilities = await peer.ReadAsync();
        await peer.SendAsync(ScriptedPeer.Reply(capabilities) + """{"event": "STOP", "timestamp": {"seconds": 5, "microseconds": 6}}""");
        await using QmpClient client = await connecting;
        using QmpEventSubscription events = client.Subscribe();
        QmpEvent stop = await events.ReadAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("STOP", stop.Name);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(5).AddMicroseconds(6), stop.Timestamp);
    }

    [Fact]
    public async Task Events_before_the_greeting_reach_the_first_subscription()
    {
        using var peer = new ScriptedPeer();
        await peer.SendAsync("""{"event": "RESUME"}{"event": "STOP"}""" + "\n");
        Task<QmpClient> connecting = QmpClient.ConnectAsync(peer.ClientSocket).AsTask();
        await peer.SendAsync(ScriptedPeer.Greeting);
        await peer.ReplyAsync(await peer.ReadAsync());
        await using QmpClient client = await connecting;
        using QmpEventSubscription stops = client.Subscribe(QmpEvents.Stop);
        Assert.Equal("STOP", (await stops.ReadAsync(TimeSpan.FromSeconds(20))).Name);
    }

    [Fact]
    public async Task A_peer_that_never_greets_is_a_time_out_that_says_so()
    {
        using var peer = new ScriptedPeer();
        var options = new QmpClientOptions { HandshakeTimeout = TimeSpan.FromMilliseconds(50) };
        TimeoutException late = await Assert.ThrowsAsync<TimeoutException>(() => QmpClient.ConnectAsync(peer.ClientSocket, options).AsTask());
        Assert.Contains("did not greet within 0.05 s", late.Message);
        Assert.True(peer.ClientSocket.IsClosed);
    }

    [Fact]
    public async Task Capabilities_without_an_answer_are_a_time_out_that_says_so()
    {
        using var peer = new ScriptedPeer();
        var options = new QmpClientOptions { HandshakeTimeout = TimeSpan.FromMilliseconds(100) };
        Task<QmpClient> connecting = QmpClient.ConnectAsync(peer.ClientSocket, options).AsTask();
        await peer.SendAsync(ScriptedPeer.Greeting);
        TimeoutException late = await Assert.ThrowsAsync<TimeoutException>(() => connecting);
        Assert.Contains("qmp_capabilities", late.Message);
        Assert.True(peer.ClientSocket.IsClosed);
    }

    [Fact]
    public async Task Refused_capabilities_are_told_and_close_the_socket()
    {
        using var peer = new ScriptedPeer();
        Task<QmpClient> connecting = QmpClient.ConnectAsync(peer.ClientSocket).AsTask();
        await peer.SendAsync(ScriptedPeer.Greeting);
        await peer.RefuseAsync(await peer.ReadAsync(), "not today");
        QmpCommandException refusal = await Assert.ThrowsAsync<QmpCommandException>(() => connecting);
        Assert.Equal(("qmp_capabilities", "GenericError", "not today"), (refusal.Command, refusal.Class, refusal.Description));
        Assert.True(peer.ClientSocket.IsClosed);
    }

    [Theory]
    [InlineData("", QmpDisconnectCause.EndOfStream)]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", QmpDisconnectCause.ProtocolError)]
    [InlineData("{\"QMP\": 5}", QmpDisconnectCause.ProtocolError)]
    [InlineData("{\"QMP\": {}}", QmpDisconnectCause.ProtocolError)]
    [InlineData("{\"QMP\": {\"version\": {}}}", QmpDisconnectCause.ProtocolError)]
    [InlineData("{\"return\": {}}", QmpDisconnectCause.ProtocolError)]
    [InlineData("{}", QmpDisconnectCause.ProtocolError)]
    [InlineData("{\"QMP\": {\"version\": {\"qemu\": {\"major\": \"nine\"}}}}", QmpDisconnectCause.ProtocolError)]
    public async Task What_is_no_greeting_ends_the_handshake_with_its_cause(string greeting, QmpDisconnectCause cause)
    {
        using var peer = new ScriptedPeer();
        Task<QmpClient> connecting = QmpClient.ConnectAsync(peer.ClientSocket).AsTask();
        await peer.SendAsync(greeting);
        peer.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Both);
        QmpDisconnectedException end = await Assert.ThrowsAsync<QmpDisconnectedException>(() => connecting);
        Assert.Equal(cause, end.Disconnect.Cause);
        Assert.True(peer.ClientSocket.IsClosed);
    }

    [Fact]
    public async Task Cancelling_the_connection_closes_the_socket()
    {
        using var peer = new ScriptedPeer();
        using var cancellation = new CancellationTokenSource();
        Task<QmpClient> connecting = QmpClient.ConnectAsync(peer.ClientSocket, null, cancellation.Token).AsTask();
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        Assert.True(peer.ClientSocket.IsClosed);
    }

    [Fact]
    public async Task A_socket_that_cannot_be_used_is_told_at_once()
    {
        using var peer = new ScriptedPeer();
        peer.ClientSocket.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => QmpClient.ConnectAsync(peer.ClientSocket).AsTask());
        using var file = File.OpenHandle("/proc/self/status");
        await Assert.ThrowsAsync<KernelException>(() => QmpClient.ConnectAsync(file).AsTask());
        Assert.True(file.IsClosed);
    }
}
