using System.Text.Json;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.Tests.Qmp;

public sealed class QmpPipelineTests
{
    [Fact]
    public async Task At_most_eight_commands_are_in_flight_and_the_rest_follow_in_order()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        Task[] calls = [.. Enumerable.Range(0, 30).Select(i => client.ExecuteAsync($"c{i}").AsTask())];
        var held = new Queue<PeerCommand>();
        for (int i = 0; i < 8; i++)
            held.Enqueue(await peer.ReadAsync());
        // Everything was called before the first was read, so a ninth would be here by now.
        Assert.False(peer.HasMore);
        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"c{i}"), held.Select(c => c.Name));
        for (int i = 8; i < 30; i++)
        {
            await peer.ReplyAsync(held.Dequeue());
            PeerCommand next = await peer.ReadAsync();
            Assert.Equal($"c{i}", next.Name);
            Assert.False(peer.HasMore);
            held.Enqueue(next);
        }

        while (held.TryDequeue(out PeerCommand? last))
            await peer.ReplyAsync(last);
        await Task.WhenAll(calls).WaitAsync(ScriptedPeer.Patience);
    }

    [Fact]
    public async Task A_caller_that_gave_up_still_holds_its_place_in_flight()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync(new QmpClientOptions { MaxInFlight = 1 });
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        using var cancellation = new CancellationTokenSource();
        Task first = client.ExecuteAsync("first", cancellationToken: cancellation.Token).AsTask();
        Task second = client.ExecuteAsync("second").AsTask();
        PeerCommand abandoned = await peer.ReadAsync();
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(peer.HasMore);
        await peer.ReplyAsync(abandoned);
        await peer.ReplyAsync(await peer.ReadAsync());
        await second.WaitAsync(ScriptedPeer.Patience);
    }

    [Fact]
    public async Task A_waiting_command_that_is_given_up_is_never_sent()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync(new QmpClientOptions { MaxInFlight = 1 });
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        using var cancellation = new CancellationTokenSource();
        Task first = client.ExecuteAsync("first").AsTask();
        Task late = client.ExecuteAsync("late", timeout: TimeSpan.FromMilliseconds(20)).AsTask();
        Task cancelled = client.ExecuteAsync("cancelled", cancellationToken: cancellation.Token).AsTask();
        Task last = client.ExecuteAsync("last").AsTask();
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Contains("late was not sent", (await Assert.ThrowsAsync<TimeoutException>(() => late)).Message);
        await peer.ReplyAsync(await peer.ReadAsync());
        PeerCommand next = await peer.ReadAsync();
        Assert.Equal("last", next.Name);
        await peer.ReplyAsync(next);
        await first;
        await last.WaitAsync(ScriptedPeer.Patience);
    }

    [Fact]
    public async Task Out_of_band_commands_overtake_the_waiting_ones()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync(outOfBand: true);
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        Task[] calls = [.. Enumerable.Range(0, 12).Select(i => client.ExecuteAsync($"c{i}").AsTask())];
        Task pause = client.ExecuteAsync(default(MigratePause)).AsTask();
        var held = new List<PeerCommand>();
        PeerCommand command;
        while (!(command = await peer.ReadAsync()).OutOfBand)
            held.Add(command);
        Assert.Equal("migrate-pause", command.Name);
        Assert.InRange(held.Count, 1, 8);
        await peer.ReplyAsync(command);
        await pause.WaitAsync(ScriptedPeer.Patience);
        Assert.DoesNotContain(calls, call => call.IsCompleted);
    }

    [Fact]
    public async Task Where_out_of_band_is_not_offered_such_a_command_takes_its_turn()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        Task pause = client.ExecuteAsync(default(MigratePause)).AsTask();
        PeerCommand command = await peer.ReadAsync();
        Assert.Equal(("migrate-pause", false), (command.Name, command.OutOfBand));
        await peer.ReplyAsync(command);
        await pause.WaitAsync(ScriptedPeer.Patience);
    }

    [Fact]
    public async Task A_peer_that_stops_reading_delays_commands_but_loses_none_and_mixes_none()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync(new QmpClientOptions { MaxInFlight = 100 });
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        // 20 MiB is far more than a socket holds, so sends are cut in the middle of messages.
        string[] payloads = [.. Enumerable.Range(0, 400).Select(i => new string((char)('a' + (i % 26)), 50_000 + i))];
        Task[] calls = [.. payloads.Select((payload, i) => client.ExecuteAsync($"c{i}", json => json.WriteString("p", payload)).AsTask())];
        for (int i = 0; i < calls.Length; i++)
        {
            PeerCommand command = await peer.ReadAsync();
            Assert.Equal($"c{i}", command.Name);
            Assert.Equal(payloads[i], JsonDocument.Parse(command.Arguments).RootElement.GetProperty("p").GetString());
            await peer.ReplyAsync(command);
        }

        await Task.WhenAll(calls).WaitAsync(ScriptedPeer.Patience);
    }

    [Fact]
    public async Task A_command_given_up_while_half_of_it_is_sent_is_sent_to_its_end()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        using var cancellation = new CancellationTokenSource();
        var big = new string('x', 30_000);
        Task[] calls = [.. Enumerable.Range(0, 8).Select(i => client.ExecuteAsync($"c{i}", json =>
        {
            for (int n = 0; n < 40; n++)
                json.WriteString($"p{n}", i == 7 ? "" : n == 0 ? big : "");
        }, cancellationToken: cancellation.Token).AsTask())];
        cancellation.Cancel();
        foreach (Task call in calls)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        for (int i = 0; i < calls.Length; i++)
            await peer.ReplyAsync(await peer.ReadAsync());
        await QmpCommandTests.AssertUsable(client, peer);
    }

    [Fact]
    public async Task What_the_peer_said_before_it_went_is_heard_also_when_sending_fails_first()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using QmpEventSubscription events = client.Subscribe();
        await peer.SendAsync("""{"event": "SHUTDOWN", "data": {"guest": false, "reason": "host-signal"}}""");
        peer.Socket.Close();
        Task call = client.ContAsync().AsTask();
        QmpDisconnectedException end = await Assert.ThrowsAsync<QmpDisconnectedException>(() => call);
        Assert.Equal(QmpDisconnectCause.EndOfStream, end.Disconnect.Cause);
        QmpEvent shutdown = await events.ReadAsync();
        Assert.True(shutdown.TryGetString("reason"u8, out string reason));
        Assert.Equal("host-signal", reason);
        await Assert.ThrowsAsync<QmpDisconnectedException>(async () => await events.ReadAsync());
    }

    private readonly struct MigratePause : IQmpCommand<QmpNothing>
    {
        public static ReadOnlySpan<byte> Name => "migrate-pause"u8;

        public static bool OutOfBand => true;

        public void WriteArguments(Utf8JsonWriter writer)
        {
        }

        public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
    }
}
