using System.Text;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.Tests.Qmp;

public sealed class GuestAgentTests
{
    [Fact]
    public async Task The_first_call_gets_in_step_and_the_next_ones_need_not()
    {
        await using var peer = new AgentPeer();
        await peer.SendAsync("half of an answer to somebody before us {\"return\": [");
        Task first = peer.Client.PingAsync();
        await peer.SynchroniseAsync();
        await peer.AnswerAsync("guest-ping", "", "{}");
        await first;
        Task<string> second = peer.Client.HostNameAsync();
        await peer.AnswerAsync("guest-get-host-name", "", """{"host-name": "web"}""");
        Assert.Equal("web", await second);
    }

    [Fact]
    public async Task An_answer_that_comes_after_its_call_was_given_up_is_passed_over()
    {
        await using var peer = new AgentPeer();
        using var cancellation = new CancellationTokenSource();
        Task<string> givenUp = peer.Client.HostNameAsync(cancellationToken: cancellation.Token);
        await peer.SynchroniseAsync();
        await peer.ReadAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);
        Task<GuestOsInfo> next = peer.Client.OsInfoAsync();
        string number = await peer.ReadSyncAsync();
        await peer.SendAsync("""{"return": {"host-name": "late"}}""" + "\n");
        // The answer to a sync of an earlier time, which has a delimiter too, is not ours.
        await peer.SendAsync([0xFF, .. Encoding.UTF8.GetBytes("{\"return\": 0}\n{\"return\": {\"id\": \"late\"}}\n"), 0xFF, .. Encoding.UTF8.GetBytes($$"""{"return": {{number}}}""" + "\n")]);
        await peer.AnswerAsync("guest-get-osinfo", "", """{"id": "debian", "version-id": "12"}""");
        Assert.Equal(new GuestOsInfo { Id = "debian", VersionId = "12" }, await next);
    }

    [Fact]
    public async Task A_guest_without_an_agent_is_a_time_out()
    {
        await using var peer = new AgentPeer(new GuestAgentOptions { CommandTimeout = TimeSpan.FromMilliseconds(50) });
        Assert.Contains("guest-ping", (await Assert.ThrowsAsync<TimeoutException>(() => peer.Client.PingAsync())).Message, StringComparison.Ordinal);
        Task ping = peer.Client.PingAsync(TimeSpan.FromSeconds(20));
        await peer.ReadSyncAsync();
        await peer.SynchroniseAsync();
        await peer.AnswerAsync("guest-ping", "", "{}");
        await ping;
    }

    [Fact]
    public async Task A_refusal_is_reported_in_the_agents_words_and_keeps_the_step()
    {
        await using var peer = new AgentPeer();
        Task<long> freezing = peer.Client.FreezeAsync();
        await peer.SynchroniseAsync();
        await peer.ReadAsync();
        await peer.SendAsync("""{"error": {"class": "GenericError", "desc": "Command guest-fsfreeze-freeze has been disabled"}}""" + "\n");
        QmpCommandException refusal = await Assert.ThrowsAsync<QmpCommandException>(() => freezing);
        Assert.Equal(("guest-fsfreeze-freeze", "Command guest-fsfreeze-freeze has been disabled"), (refusal.Command, refusal.Description));
        Assert.StartsWith("The guest agent refused", refusal.Message, StringComparison.Ordinal);
        Task ping = peer.Client.PingAsync();
        await peer.AnswerAsync("guest-ping", "", "{}");
        await ping;
    }

    [Fact]
    public async Task File_systems_are_frozen_thawed_and_trimmed()
    {
        await using var peer = new AgentPeer();
        Task<long> freezing = peer.Client.FreezeAsync(["/", "/var"]);
        await peer.SynchroniseAsync();
        await peer.AnswerAsync("guest-fsfreeze-freeze-list", """{"mountpoints":["/","/var"]}""", "2");
        Assert.Equal(2, await freezing);
        Task<bool> frozen = peer.Client.IsFrozenAsync();
        await peer.AnswerAsync("guest-fsfreeze-status", "", "\"frozen\"");
        Assert.True(await frozen);
        Task<long> thawing = peer.Client.ThawAsync();
        await peer.AnswerAsync("guest-fsfreeze-thaw", "", "2");
        Assert.Equal(2, await thawing);
        frozen = peer.Client.IsFrozenAsync();
        await peer.AnswerAsync("guest-fsfreeze-status", "", "\"thawed\"");
        Assert.False(await frozen);
        Task<GuestTrimReport> trimming = peer.Client.TrimAsync(4096);
        await peer.AnswerAsync("guest-fstrim", """{"minimum":4096}""", """{"paths": [{"path": "/", "trimmed": 5, "minimum": 0}, {"path": "/x", "error": "no"}]}""");
        Assert.Equal(
            [new GuestTrimmed { Path = "/", TrimmedBytes = 5, MinimumBytes = 0 }, new GuestTrimmed { Path = "/x", Error = "no" }], (await trimming).Paths);
    }

    [Fact]
    public async Task A_program_is_run_to_its_end_with_its_outputs()
    {
        await using var peer = new AgentPeer();
        Task<GuestExecStatus> running = peer.Client.RunAsync("/bin/tool", ["-x"], "in"u8.ToArray());
        await peer.SynchroniseAsync();
        await peer.AnswerAsync("guest-exec", """{"path":"/bin/tool","arg":["-x"],"input-data":"aW4=","capture-output":true}""", """{"pid": 7}""");
        await peer.AnswerAsync("guest-exec-status", """{"pid":7}""", """{"exited": false}""");
        await peer.AnswerAsync(
            "guest-exec-status", """{"pid":7}""", """{"exited": true, "exitcode": 3, "out-data": "b3V0", "err-data": "ZXJy", "err-truncated": true}""");
        GuestExecStatus status = await running;
        Assert.Equal((3, null, true, false), (status.ExitCode, status.Signal, status.ErrorOutputTruncated, status.OutputTruncated));
        Assert.Equal(("out", "err"), (Encoding.UTF8.GetString(status.Output.Span), Encoding.UTF8.GetString(status.ErrorOutput.Span)));
    }

    [Fact]
    public async Task Shutting_down_is_not_answered_and_told_by_the_sync_behind_it()
    {
        await using var peer = new AgentPeer();
        Task shutting = peer.Client.ShutdownAsync(GuestShutdownMode.Reboot);
        await peer.SynchroniseAsync();
        Assert.Equal(("guest-shutdown", """{"mode":"reboot"}""", false), await peer.ReadAsync());
        (string name, string arguments, _) = await peer.ReadAsync();
        Assert.Equal("guest-sync", name);
        await peer.SendAsync($$"""{"return": {{arguments[6..^1]}}}""" + "\n");
        await shutting;

        shutting = peer.Client.ShutdownAsync();
        await peer.ReadAsync();
        await peer.ReadAsync();
        await peer.SendAsync("""{"error": {"class": "CommandNotFound", "desc": "disabled"}}""" + "\n");
        Assert.Equal("CommandNotFound", (await Assert.ThrowsAsync<QmpCommandException>(() => shutting)).Class);
        // The sync's own answer is still to come, so the next call gets in step first.
        Task ping = peer.Client.PingAsync();
        await peer.SynchroniseAsync();
        await peer.AnswerAsync("guest-ping", "", "{}");
        await ping;
    }

    [Theory]
    [InlineData("garbage\n")]
    [InlineData("""{"event": "STOP"}""")]
    [InlineData("""{"return": {"host-name": 5}}""")]
    [InlineData("""{"return": ]}""")]
    public async Task What_is_no_answer_fails_its_call_alone(string answer)
    {
        await using var peer = new AgentPeer();
        Task<string> asking = peer.Client.HostNameAsync();
        await peer.SynchroniseAsync();
        await peer.ReadAsync();
        await peer.SendAsync(answer);
        await Assert.ThrowsAsync<QmpProtocolException>(() => asking.WaitAsync(ScriptedPeer.Patience));
        Task ping = peer.Client.PingAsync();
        (string name, _, bool afterReset) = await peer.ReadAsync();
        if (name == "guest-sync-delimited")
        {
            Assert.True(afterReset);
            await peer.SendAsync("x");
            await peer.Client.DisposeAsync();
            await Assert.ThrowsAsync<QmpDisconnectedException>(() => ping);
        }
        else
        {
            await peer.SendAsync("""{"return": {}}""");
            await ping;
        }
    }

    [Fact]
    public async Task The_end_of_the_channel_fails_the_call_and_all_later_ones()
    {
        await using var peer = new AgentPeer();
        Task ping = peer.Client.PingAsync();
        await peer.SynchroniseAsync();
        peer.Socket.Close();
        Assert.Equal(QmpDisconnectCause.EndOfStream, (await Assert.ThrowsAsync<QmpDisconnectedException>(() => ping)).Disconnect.Cause);
        await Assert.ThrowsAsync<QmpDisconnectedException>(() => peer.Client.PingAsync());
        Assert.Equal(QmpDisconnectCause.EndOfStream, (await peer.Client.Disconnected).Cause);
    }

    [Fact]
    public async Task A_guest_that_sends_without_end_ends_the_session()
    {
        await using var peer = new AgentPeer(new GuestAgentOptions { MaxMessageBytes = 64 * 1024 });
        Task ping = peer.Client.PingAsync();
        await peer.SynchroniseAsync();
        await peer.ReadAsync();
        await peer.SendAsync("{\"return\": \"" + new string('x', 100_000));
        Assert.Equal(QmpDisconnectCause.LimitExceeded, (await Assert.ThrowsAsync<QmpDisconnectedException>(() => ping)).Disconnect.Cause);
    }

    [Fact]
    public async Task Calls_wait_for_each_other_in_order()
    {
        await using var peer = new AgentPeer();
        Task[] pings = [.. Enumerable.Range(0, 20).Select(_ => peer.Client.PingAsync())];
        await peer.SynchroniseAsync();
        for (int i = 0; i < pings.Length; i++)
            await peer.AnswerAsync("guest-ping", "", "{}");
        await Task.WhenAll(pings);
    }
}
