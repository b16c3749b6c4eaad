using System.Diagnostics;
using System.Text.Json;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.LiveTests.Qmp;

public sealed class QmpLiveTests
{
    [Fact]
    public async Task A_real_QEMU_answers_the_typed_questions()
    {
        await using MonitoredQemu qemu = await MonitoredQemu.StartAsync(
            arguments: ["-smp", "2", "-name", "web", "-uuid", "0f8fad5b-d9cb-469f-a165-70867728950e"]);
        QmpClient client = qemu.Client;
        Assert.True(client.Greeting.Version.IsAtLeast(5, 0), client.Greeting.Version.ToString());
        Assert.True(client.OutOfBandEnabled);
        Assert.Equal(client.Greeting.Version, await client.QueryVersionAsync());
        Assert.Equal(new MachineStatus(RunState.PreLaunch, "prelaunch", false), await client.QueryStatusAsync());
        Assert.Equal("web", await client.QueryNameAsync());
        Assert.Equal(Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), await client.QueryUuidAsync());
        Assert.False((await client.QueryKvmAsync()).Enabled);
        IReadOnlyList<CpuThread> threads = await client.QueryCpusFastAsync();
        Assert.Equal([0, 1], threads.Select(thread => thread.Index));
        Assert.All(threads, thread => Assert.True(thread.ThreadId > 0));
        Assert.Equal(MigrationStatus.None, (await client.QueryMigrateAsync()).Status);
    }

    [Fact]
    public async Task Running_and_stopping_are_told_as_events()
    {
        await using MonitoredQemu qemu = await MonitoredQemu.StartAsync();
        using QmpEventSubscription events = qemu.Client.Subscribe(QmpEvents.Resume, QmpEvents.Stop);
        DateTimeOffset before = DateTimeOffset.UtcNow - TimeSpan.FromSeconds(1);
        await qemu.Client.ContAsync();
        QmpEvent resume = await events.ReadAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(QmpEvents.Resume, resume.Name);
        Assert.InRange(resume.Timestamp, before, DateTimeOffset.UtcNow + TimeSpan.FromSeconds(1));
        Assert.Equal(RunState.Running, (await qemu.Client.QueryStatusAsync()).State);
        await qemu.Client.StopAsync();
        Assert.Equal(QmpEvents.Stop, (await events.ReadAsync(TimeSpan.FromSeconds(60))).Name);
        Assert.Equal(RunState.Paused, (await qemu.Client.QueryStatusAsync()).State);
    }

    [Fact]
    public async Task A_stopped_QEMU_is_a_time_out_and_goes_on_where_it_was()
    {
        await using MonitoredQemu qemu = await MonitoredQemu.StartAsync();
        qemu.Signal(Tmds.Linux.LibC.SIGSTOP);
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAsync<TimeoutException>(async () => await qemu.Client.QueryStatusAsync(TimeSpan.FromMilliseconds(200)));
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(20));
        Task<string?> waiting = qemu.Client.QueryNameAsync().AsTask();
        qemu.Signal(Tmds.Linux.LibC.SIGCONT);
        Assert.Null(await waiting);
        Assert.Equal(RunState.PreLaunch, (await qemu.Client.QueryStatusAsync()).State);
    }

    [Fact]
    public async Task A_killed_QEMU_fails_every_command_at_once_with_the_cause()
    {
        await using MonitoredQemu qemu = await MonitoredQemu.StartAsync();
        qemu.Signal(Tmds.Linux.LibC.SIGSTOP);
        Task[] calls = [.. Enumerable.Range(0, 50).Select(_ => qemu.Client.QueryStatusAsync().AsTask())];
        using QmpEventSubscription events = qemu.Client.Subscribe();
        qemu.Signal(Tmds.Linux.LibC.SIGKILL);
        QmpDisconnect end = await qemu.Client.Disconnected.WaitAsync(MonitoredQemu.Patience);
        Assert.Equal(QmpDisconnectCause.EndOfStream, end.Cause);
        foreach (Task call in calls)
            Assert.Same(end, (await Assert.ThrowsAsync<QmpDisconnectedException>(() => call)).Disconnect);
        await Assert.ThrowsAsync<QmpDisconnectedException>(async () => await events.ReadAsync());
    }

    [Fact]
    public async Task Quitting_is_answered_before_the_session_ends()
    {
        await using MonitoredQemu qemu = await MonitoredQemu.StartAsync();
        using QmpEventSubscription events = qemu.Client.Subscribe(QmpEvents.Shutdown);
        await qemu.Client.QuitAsync();
        QmpEvent shutdown = await events.ReadAsync(TimeSpan.FromSeconds(60));
        Assert.True(shutdown.TryGetString("reason"u8, out string reason));
        Assert.Equal("host-qmp-quit", reason);
        Assert.Equal(QmpDisconnectCause.EndOfStream, (await qemu.Client.Disconnected.WaitAsync(MonitoredQemu.Patience)).Cause);
    }

    [Fact]
    public async Task A_hundred_thousand_commands_at_once_are_all_answered()
    {
        await using MonitoredQemu qemu = await MonitoredQemu.StartAsync(new QmpClientOptions { QueryTimeout = TimeSpan.FromMinutes(5) });
        var watch = Stopwatch.StartNew();
        Task<MachineStatus>[] calls = [.. Enumerable.Range(0, 100_000).Select(_ => qemu.Client.QueryStatusAsync().AsTask())];
        MachineStatus[] replies = await Task.WhenAll(calls).WaitAsync(TimeSpan.FromMinutes(5));
        TestContext.Current.SendDiagnosticMessage("100,000 pipelined commands took {0} ms", watch.ElapsedMilliseconds);
        Assert.All(replies, reply => Assert.Equal(RunState.PreLaunch, reply.State));
    }

    [Theory]
    [InlineData("")]
    [InlineData(",pretty=on")]
    public async Task The_schema_arrives_whole(string monitor)
    {
        await using MonitoredQemu qemu = await MonitoredQemu.StartAsync(machine: "none", monitor: monitor);
        int entries = await qemu.Client.ExecuteAsync(
            "query-qmp-schema", null, static (ref Utf8JsonReader reader) => JsonElement.ParseValue(ref reader).GetArrayLength());
        Assert.InRange(entries, 500, 100_000);
    }

    [Fact]
    public async Task Unknown_commands_and_bad_arguments_are_refused_in_QEMUs_words()
    {
        await using MonitoredQemu qemu = await MonitoredQemu.StartAsync(machine: "none");
        Assert.Equal("CommandNotFound", (await Assert.ThrowsAsync<QmpCommandException>(async () => await qemu.Client.ExecuteAsync("no-such"))).Class);
        QmpCommandException refusal = await Assert.ThrowsAsync<QmpCommandException>(
            async () => await qemu.Client.ExecuteAsync("getfd", static json => json.WriteNumber("fdname", 5)));
        Assert.Equal(("getfd", "GenericError"), (refusal.Command, refusal.Class));
        Assert.NotEmpty(refusal.Description);
    }
}
