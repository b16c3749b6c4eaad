using System.Text.Json;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.Tests.Qmp;

public sealed class QmpCommandTests
{
    [Fact]
    public async Task A_reply_in_any_order_reaches_its_command()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        Task<MachineStatus> first = client.QueryStatusAsync().AsTask();
        Task<string?> second = client.QueryNameAsync().AsTask();
        PeerCommand status = await peer.ReadAsync();
        PeerCommand name = await peer.ReadAsync();
        await peer.ReplyAsync(name, """{"name": "web"}""");
        Assert.Equal("web", await second);
        await peer.ReplyAsync(status, """{"status": "paused", "running": false, "singlestep": false}""");
        Assert.Equal(new MachineStatus(RunState.Paused, "paused", false), await first);
    }

    [Fact]
    public async Task An_event_between_command_and_reply_disturbs_neither()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        using QmpEventSubscription events = client.Subscribe();
        Task stopping = client.StopAsync().AsTask();
        PeerCommand stop = await peer.ReadAsync();
        await peer.SendAsync("""{"event": "STOP"}""" + ScriptedPeer.Reply(stop) + """{"event": "RESUME"}""");
        await stopping;
        Assert.Equal("STOP", (await events.ReadAsync(TimeSpan.FromSeconds(20))).Name);
        Assert.Equal("RESUME", (await events.ReadAsync(TimeSpan.FromSeconds(20))).Name);
    }

    [Fact]
    public async Task A_refusal_names_command_class_and_words_and_the_session_goes_on()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        Task cont = client.ContAsync().AsTask();
        await peer.RefuseAsync(await peer.ReadAsync(), "Resetting the Virtual Machine is required");
        QmpCommandException refusal = await Assert.ThrowsAsync<QmpCommandException>(() => cont);
        Assert.Equal(("cont", "GenericError", "Resetting the Virtual Machine is required"), (refusal.Command, refusal.Class, refusal.Description));
        await AssertUsable(client, peer);
    }

    [Fact]
    public async Task A_late_answer_after_a_time_out_is_absorbed()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        TimeoutException late = await Assert.ThrowsAsync<TimeoutException>(() => client.QueryStatusAsync(TimeSpan.FromMilliseconds(20)).AsTask());
        Assert.Contains("query-status had no answer within 0.02 s", late.Message);
        PeerCommand abandoned = await peer.ReadAsync();
        Task<string?> next = client.QueryNameAsync().AsTask();
        PeerCommand name = await peer.ReadAsync();
        await peer.ReplyAsync(abandoned, """{"status": "running", "running": true}""");
        await peer.ReplyAsync(name, """{"name": "right"}""");
        Assert.Equal("right", await next);
    }

    [Fact]
    public async Task A_cancelled_caller_goes_at_once_and_the_late_answer_is_absorbed()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        using var cancellation = new CancellationTokenSource();
        Task<MachineStatus> cancelled = client.QueryStatusAsync(cancellationToken: cancellation.Token).AsTask();
        PeerCommand abandoned = await peer.ReadAsync();
        cancellation.Cancel();
        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(cancellation.Token, thrown.CancellationToken);
        await peer.RefuseAsync(abandoned, "too late to matter");
        await AssertUsable(client, peer);
    }

    [Fact]
    public async Task A_command_that_is_cancelled_before_it_begins_is_not_sent()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.QuitAsync(cancellationToken: new CancellationToken(true)).AsTask());
        await AssertUsable(client, peer);
    }

    [Fact]
    public async Task A_reply_without_an_id_goes_to_the_only_command_in_flight()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        Task cont = client.ContAsync().AsTask();
        await peer.ReadAsync();
        await peer.SendAsync("""{"error": {"class": "GenericError", "desc": "JSON parse error, stray 'x'"}}""");
        Assert.Contains("JSON parse error", (await Assert.ThrowsAsync<QmpCommandException>(() => cont)).Description);
        await AssertUsable(client, peer);
    }

    [Theory]
    [InlineData("""{"error": {"class": "GenericError", "desc": "JSON parse error"}}""", "no id")]
    [InlineData("""{"return": {}}""", "no id")]
    public async Task A_reply_without_an_id_among_several_commands_ends_the_session(string reply, string told)
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        Task first = client.ContAsync().AsTask();
        Task second = client.StopAsync().AsTask();
        await peer.SendAsync(reply);
        QmpDisconnect end = await client.Disconnected.WaitAsync(ScriptedPeer.Patience);
        Assert.Equal(QmpDisconnectCause.ProtocolError, end.Cause);
        Assert.Contains(told, end.Message);
        Assert.Same(end, (await Assert.ThrowsAsync<QmpDisconnectedException>(() => first)).Disconnect);
        Assert.Same(end, (await Assert.ThrowsAsync<QmpDisconnectedException>(() => second)).Disconnect);
    }

    [Fact]
    public async Task A_second_reply_to_one_command_ends_the_session()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        Task cont = client.ContAsync().AsTask();
        PeerCommand command = await peer.ReadAsync();
        await peer.SendAsync(ScriptedPeer.Reply(command) + ScriptedPeer.Reply(command));
        await cont;
        QmpDisconnect end = await client.Disconnected.WaitAsync(ScriptedPeer.Patience);
        Assert.Equal(QmpDisconnectCause.ProtocolError, end.Cause);
        Assert.Contains(command.Id, end.Message);
    }

    [Theory]
    [InlineData("\"libvirt-7\"")]
    [InlineData("-5")]
    [InlineData("{\"nested\": [1]}")]
    [InlineData("1e400")]
    public async Task A_reply_meant_for_an_earlier_client_is_passed_over_and_counted(string id)
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        Task<string?> asking = client.QueryNameAsync().AsTask();
        PeerCommand name = await peer.ReadAsync();
        await peer.SendAsync($$$"""{"id": {{{id}}}, "return": {"name": "wrong"}}""" + ScriptedPeer.Reply(name, """{"name": "right"}"""));
        Assert.Equal("right", await asking);
        Assert.Equal(1, client.StrayReplies);
    }

    [Fact]
    public async Task An_earlier_client_s_reply_of_any_id_is_passed_over_until_the_capabilities_are_answered()
    {
        using var peer = new ScriptedPeer();
        Task<QmpClient> connecting = QmpClient.ConnectAsync(peer.ClientSocket).AsTask();
        await peer.SendAsync(ScriptedPeer.Greeting + """{"return": {}, "id": 0}""");
        PeerCommand capabilities = await peer.ReadAsync();
        Assert.InRange(long.Parse(capabilities.Id), 1L << 40, 1L << 53);
        await peer.SendAsync("""{"return": {}, "id": 1}""" + ScriptedPeer.Reply(capabilities));
        await using QmpClient client = await connecting.WaitAsync(ScriptedPeer.Patience);
        Assert.Equal(2, client.StrayReplies);
        await AssertUsable(client, peer);
    }

    [Fact]
    public async Task A_number_for_which_nothing_waits_ends_the_session()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        await peer.SendAsync("""{"return": {}, "id": 77}""");
        QmpDisconnect end = await client.Disconnected.WaitAsync(ScriptedPeer.Patience);
        Assert.Equal(QmpDisconnectCause.ProtocolError, end.Cause);
        Assert.Contains("77", end.Message);
    }

    [Fact]
    public async Task Ids_go_round_and_pass_over_those_in_flight()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        Task<string?> slow = client.QueryNameAsync().AsTask();
        PeerCommand waiting = await peer.ReadAsync();
        HashSet<string> ids = [];
        for (int i = 0; i < 250; i++)
        {
            Task cont = client.ContAsync().AsTask();
            PeerCommand command = await peer.ReadAsync();
            ids.Add(command.Id);
            await peer.ReplyAsync(command);
            await cont;
        }

        Assert.DoesNotContain(waiting.Id, ids);
        Assert.Equal(99, ids.Count);
        Assert.All(ids, static id => Assert.InRange(id.Length, 1, 2));
        await peer.ReplyAsync(waiting, """{"name": "slow"}""");
        Assert.Equal("slow", await slow);
    }

    // QEMU's monitor takes microseconds for each byte of a command.
    [Fact]
    public async Task A_message_has_no_byte_too_many()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        Task cont = client.ContAsync().AsTask();
        byte[] line = new byte[1000];
        int length = await peer.Socket.ReceiveAsync(line, ScriptedPeer.Patience);
        Assert.Equal("""{"execute":"cont","id":0}""" + "\n", System.Text.Encoding.ASCII.GetString(line, 0, length));
        await peer.SendAsync("""{"return": {}, "id": 0}""");
        await cont;
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("""{"status": 5, "running": true}""")]
    [InlineData("""{"status": "running", "running": "yes"}""")]
    public async Task A_reply_of_the_wrong_shape_fails_its_command_alone(string value)
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        Task<MachineStatus> asking = client.QueryStatusAsync().AsTask();
        await peer.ReplyAsync(await peer.ReadAsync(), value);
        Assert.Contains("query-status", (await Assert.ThrowsAsync<QmpProtocolException>(() => asking)).Message);
        await AssertUsable(client, peer);
    }

    [Fact]
    public async Task An_unknown_name_is_kept()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        Task<MachineStatus> asking = client.QueryStatusAsync().AsTask();
        await peer.ReplyAsync(await peer.ReadAsync(), """{"status": "hibernat\u0065d", "running": false, "new": {"deep": [1, 2]}}""");
        Assert.Equal(new MachineStatus(RunState.Unknown, "hibernated", false), await asking);
    }

    [Fact]
    public async Task Any_command_can_be_executed_by_name()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        Task<int> asking = client.ExecuteAsync(
            "qom-get",
            static json =>
            {
                json.WriteString("path", "/machine\u00e9");
                json.WriteString("property", "x");
            },
            static (ref Utf8JsonReader reader) => reader.GetInt32()).AsTask();
        PeerCommand command = await peer.ReadAsync();
        Assert.Equal("qom-get", command.Name);
        Assert.Equal("/machine\u00e9", JsonDocument.Parse(command.Arguments).RootElement.GetProperty("path").GetString());
        await peer.ReplyAsync(command, "42");
        Assert.Equal(42, await asking);
    }

    [Fact]
    public async Task Arguments_that_throw_or_do_not_end_reach_the_caller_and_send_nothing()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        await Assert.ThrowsAsync<NotSupportedException>(async () => await client.ExecuteAsync("x", static _ => throw new NotSupportedException()));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await client.ExecuteAsync("x", static json => json.WriteStartArray("open")));
        await AssertUsable(client, peer);
    }

    [Fact]
    public async Task After_disposal_a_command_fails_with_that_cause()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        using ScriptedPeer peerLife = peer;
        Task pending = client.ContAsync().AsTask();
        await client.DisposeAsync();
        await client.DisposeAsync();
        Assert.Equal(QmpDisconnectCause.Disposed, (await Assert.ThrowsAsync<QmpDisconnectedException>(() => pending)).Disconnect.Cause);
        QmpDisconnectedException next = await Assert.ThrowsAsync<QmpDisconnectedException>(() => client.QueryStatusAsync().AsTask());
        Assert.Equal("query-status", next.Command);
        Assert.Equal(QmpDisconnectCause.Disposed, (await client.Disconnected).Cause);
    }

    internal static async Task AssertUsable(QmpClient client, ScriptedPeer peer)
    {
        Task<string?> asking = client.QueryNameAsync().AsTask();
        PeerCommand name = await peer.ReadAsync();
        Assert.Equal("query-name", name.Name);
        await peer.ReplyAsync(name, """{"name": "usable"}""");
        Assert.Equal("usable", await asking.WaitAsync(ScriptedPeer.Patience));
    }
}
