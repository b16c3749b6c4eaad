using VirtCore.Interop;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.Tests.Qmp;

/// <summary>What becomes readable when the peer dies is a socket here; a pidfd is no different to the client.</summary>
public sealed class QmpPeerDeathTests
{
    [Fact]
    public async Task A_death_ends_the_session_though_the_connection_stays_open()
    {
        using var process = new FakeProcess();
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync(new QmpClientOptions { PeerProcess = process.Pidfd });
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        using QmpEventSubscription events = client.Subscribe();
        Task asking = client.QueryStatusAsync().AsTask();
        await peer.ReadAsync();
        await peer.SendAsync("""{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "SHUTDOWN", "data": {"guest": false, "reason": "host-signal"}}""");
        process.Die();
        QmpDisconnect end = await client.Disconnected.WaitAsync(ScriptedPeer.Patience);
        Assert.Equal(QmpDisconnectCause.PeerDied, end.Cause);
        Assert.Same(end, (await Assert.ThrowsAsync<QmpDisconnectedException>(() => asking)).Disconnect);
        // What it sent before it died is not lost.
        Assert.True((await events.ReadAsync()).TryGetShutdown(out ShutdownEvent shutdown));
        Assert.Equal(new ShutdownEvent { Guest = false, Reason = ShutdownCause.HostSignal }, shutdown);
        await Assert.ThrowsAsync<QmpDisconnectedException>(async () => await events.ReadAsync());
        Assert.False(process.Pidfd.IsClosed);
    }

    [Fact]
    public async Task The_end_of_the_connection_waits_for_the_word_of_the_process()
    {
        using var process = new FakeProcess();
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync(new QmpClientOptions { PeerProcess = process.Pidfd });
        await using QmpClient clientLife = client;
        peer.Dispose();
        process.Die();
        Assert.Equal(QmpDisconnectCause.PeerDied, (await client.Disconnected.WaitAsync(ScriptedPeer.Patience)).Cause);
    }

    [Fact]
    public async Task A_peer_that_hangs_up_and_lives_on_is_the_end_of_the_stream()
    {
        using var process = new FakeProcess();
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync(new QmpClientOptions { PeerProcess = process.Pidfd });
        await using QmpClient clientLife = client;
        Task asking = client.QueryStatusAsync().AsTask();
        peer.Dispose();
        Assert.Equal(QmpDisconnectCause.EndOfStream, (await client.Disconnected.WaitAsync(ScriptedPeer.Patience)).Cause);
        await Assert.ThrowsAsync<QmpDisconnectedException>(() => asking);
    }

    [Fact]
    public async Task A_peer_that_is_dead_before_the_handshake_fails_the_connection_at_once()
    {
        using var process = new FakeProcess();
        process.Die();
        using var peer = new ScriptedPeer();
        QmpDisconnectedException end = await Assert.ThrowsAsync<QmpDisconnectedException>(
            async () => await QmpClient.ConnectAsync(peer.ClientSocket, new QmpClientOptions { PeerProcess = process.Pidfd }));
        Assert.Equal(QmpDisconnectCause.PeerDied, end.Disconnect.Cause);
        Assert.True(peer.ClientSocket.IsClosed);
    }

    private sealed class FakeProcess : IDisposable
    {
        private readonly SafeSocketDescriptor _inside;

        public FakeProcess() => (Pidfd, _inside) = UnixSocket.Pair(Tmds.Linux.LibC.SOCK_STREAM);

        public SafeSocketDescriptor Pidfd { get; }

        public void Die() => UnixSocket.Send(_inside, [1]);

        public void Dispose()
        {
            Pidfd.Dispose();
            _inside.Dispose();
        }
    }
}
