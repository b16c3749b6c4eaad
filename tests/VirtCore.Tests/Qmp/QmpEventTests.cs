using VirtCore.Qmp;
using Xunit;

namespace VirtCore.Tests.Qmp;

public sealed class QmpEventTests
{
    [Fact]
    public async Task A_slow_reader_loses_the_oldest_and_sees_how_many()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync(new QmpClientOptions { EventQueueCapacity = 4 });
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        using QmpEventSubscription slow = client.Subscribe("TICK");
        using QmpEventSubscription other = client.Subscribe("END");
        for (int i = 0; i < 10; i++)
            await peer.SendAsync($$$"""{"event": "TICK", "data": {"n": {{{i}}}}}""");
        await peer.SendAsync("""{"event": "END"}""");
        await other.ReadAsync(TimeSpan.FromSeconds(20));
        await QmpCommandTests.AssertUsable(client, peer);
        for (int i = 6; i < 10; i++)
        {
            QmpEvent tick = await slow.ReadAsync();
            Assert.True(tick.TryGetInt64("n"u8, out long n));
            Assert.Equal((i, i == 6 ? 6 : 0), (n, tick.LostBefore));
        }
    }

    [Fact]
    public async Task Each_subscription_gets_the_events_it_named()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        using QmpEventSubscription all = client.Subscribe();
        using QmpEventSubscription some = client.Subscribe("B", "C");
        await peer.SendAsync("""{"event": "A"}{"event": "B"}{"event": "\u0043"}""");
        Assert.Equal(["A", "B", "C"], await Names(all, 3));
        Assert.Equal(["B", "C"], await Names(some, 2));
    }

    [Fact]
    public async Task Members_are_read_and_wrong_ones_are_not()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        using QmpEventSubscription events = client.Subscribe();
        await peer.SendAsync("""{"event": "MIGRATION", "data": {"deep": {"status": "no"}, "status": "pre-switchover", "n": 7, "b": true}}""");
        QmpEvent migration = await events.ReadAsync(TimeSpan.FromSeconds(20));
        Assert.True(migration.TryGetMigrationStatus(out MigrationStatus status));
        Assert.Equal(MigrationStatus.PreSwitchover, status);
        Assert.True(migration.TryGetInt64("n"u8, out long n) && n == 7);
        Assert.True(migration.TryGetBoolean("b"u8, out bool b) && b);
        Assert.False(migration.TryGetString("n"u8, out _));
        Assert.False(migration.TryGetString("absent"u8, out _));
        Assert.False(default(QmpEvent).TryGetString("x"u8, out _));
    }

    [Fact]
    public async Task An_event_is_readable_until_the_next_one_is_asked_for_and_a_copy_for_ever()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        using QmpEventSubscription events = client.Subscribe();
        await peer.SendAsync("""{"event": "A", "data": {"n": 1}}{"event": "B", "data": {"n": 2}}""");
        QmpEvent first = await events.ReadAsync(TimeSpan.FromSeconds(20));
        QmpEvent copy = first.Copy();
        await events.ReadAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("A", first.Name);
        Assert.Contains("Copy()", Assert.Throws<InvalidOperationException>(() => first.Data).Message);
        Assert.True(copy.TryGetInt64("n"u8, out long n) && n == 1);
    }

    [Fact]
    public async Task Waiting_ends_by_time_out_or_cancellation_and_loses_nothing()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        using QmpEventSubscription events = client.Subscribe("STOP");
        TimeoutException late = await Assert.ThrowsAsync<TimeoutException>(async () => await events.ReadAsync(TimeSpan.FromMilliseconds(20)));
        Assert.Contains("STOP", late.Message);
        using var cancellation = new CancellationTokenSource();
        Task<QmpEvent> cancelled = events.ReadAsync(cancellationToken: cancellation.Token).AsTask();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await events.ReadAsync());
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Task<QmpEvent> waiting = events.ReadAsync(TimeSpan.FromSeconds(20)).AsTask();
        await peer.SendAsync("""{"event": "STOP"}""");
        Assert.Equal("STOP", (await waiting).Name);
    }

    [Fact]
    public async Task The_enumeration_ends_with_the_session_after_what_came_before()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        await using QmpEventSubscription events = client.Subscribe();
        await peer.SendAsync("""{"event": "A"}{"event": "B"}""");
        peer.Dispose();
        var names = new List<string>();
        await foreach (QmpEvent seen in events.WithCancellation(ScriptedPeer.Patience))
            names.Add(seen.Name);
        Assert.Equal(["A", "B"], names);
        Assert.Equal(QmpDisconnectCause.EndOfStream, (await client.Disconnected).Cause);
        await using QmpEventSubscription late = client.Subscribe();
        await Assert.ThrowsAsync<QmpDisconnectedException>(async () => await late.ReadAsync());
    }

    [Fact]
    public async Task Disposing_a_subscription_wakes_its_reader()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        QmpEventSubscription events = client.Subscribe();
        IAsyncEnumerator<QmpEvent> enumerator = events.GetAsyncEnumerator();
        ValueTask<bool> next = enumerator.MoveNextAsync();
        events.Dispose();
        Assert.False(await next);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await events.ReadAsync());
        await peer.SendAsync("""{"event": "A"}""");
        await QmpCommandTests.AssertUsable(client, peer);
    }

    [Theory]
    [InlineData(-1, -1)]
    [InlineData(long.MaxValue, 0)]
    [InlineData(1, 1_000_000)]
    public async Task A_time_that_is_none_is_the_epoch(long seconds, long microseconds)
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        using QmpEventSubscription events = client.Subscribe();
        await peer.SendAsync($$$"""{"event": "A", "timestamp": {"seconds": {{{seconds}}}, "microseconds": {{{microseconds}}}}}""");
        Assert.Equal(DateTimeOffset.UnixEpoch, (await events.ReadAsync(TimeSpan.FromSeconds(20))).Timestamp);
    }

    private static async Task<List<string>> Names(QmpEventSubscription events, int count)
    {
        var names = new List<string>();
        for (int i = 0; i < count; i++)
            names.Add((await events.ReadAsync(TimeSpan.FromSeconds(20))).Name);
        return names;
    }
}
