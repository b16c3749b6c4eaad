using VirtCore.Host;
using Xunit;

namespace VirtCore.Tests.Systemd;

/// <summary>Jobs: their ends, and ends that are not told.</summary>
public sealed class SystemdJobTests : SystemdTest
{
    [Fact]
    public async Task The_end_may_be_told_before_the_call_is_answered()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        Task<SystemdScope> starting = StartAsync(manager);
        FakeCall call = await systemd.ReadAsync("StartTransientUnit");
        systemd.JobRemoved(6, Unit, "failed");
        systemd.JobRemoved(7, Unit, "done");
        call.ReplyPath(FakeSystemd.JobPath(7));
        await FinishAsync(systemd, starting);
    }

    [Fact]
    public async Task Other_jobs_and_other_peoples_signals_do_not_count()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        Task<SystemdScope> starting = StartAsync(manager);
        await AcceptStartAsync(systemd);
        systemd.JobRemoved(8, "other.scope", "failed");
        systemd.JobRemoved(6, Unit, "canceled");
        systemd.JobRemoved(7, Unit, "failed", sender: ":1.66");
        systemd.JobRemoved(7, Unit, "done");
        await FinishAsync(systemd, starting);
    }

    [Theory]
    [InlineData("failed", SystemdJobResult.Failed)]
    [InlineData("canceled", SystemdJobResult.Canceled)]
    [InlineData("timeout", SystemdJobResult.Timeout)]
    [InlineData("dependency", SystemdJobResult.Dependency)]
    [InlineData("skipped", SystemdJobResult.Skipped)]
    [InlineData("frozen", SystemdJobResult.Unknown)]
    public async Task A_job_that_is_not_done_is_an_error(string word, SystemdJobResult result)
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        Task<SystemdScope> starting = StartAsync(manager);
        await AcceptStartAsync(systemd);
        systemd.JobRemoved(7, Unit, word);
        SystemdJobException failure = await Assert.ThrowsAsync<SystemdJobException>(() => starting);
        Assert.Equal((result, word, Unit), (failure.Result, failure.ResultText, failure.Unit));
    }

    [Fact]
    public async Task After_a_reload_the_unit_itself_is_looked_at()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        Task<SystemdScope> starting = StartAsync(manager);
        await AcceptStartAsync(systemd);
        systemd.Reloading(true);
        systemd.Reloading(false);
        await systemd.AnswerLookAsync("inactive", job: 7); // not yet
        systemd.Reloading(false);
        await systemd.AnswerLookAsync("active");
        await FinishAsync(systemd, starting);
    }

    [Fact]
    public async Task A_job_that_a_reload_swallowed_is_lost()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        Task<SystemdScope> starting = StartAsync(manager);
        await AcceptStartAsync(systemd);
        systemd.Reloading(false);
        await systemd.AnswerLookAsync(null);
        SystemdJobException failure = await Assert.ThrowsAsync<SystemdJobException>(() => starting);
        Assert.Equal(SystemdJobResult.Lost, failure.Result);
    }

    [Fact]
    public async Task A_systemd_that_starts_anew_is_subscribed_to_again()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        Assert.Equal(1, systemd.Subscriptions);
        Task<SystemdScope> starting = StartAsync(manager);
        await AcceptStartAsync(systemd);
        systemd.NameOwnerChanged(FakeSystemd.Name, "");
        systemd.NameOwnerChanged("", FakeSystemd.Name);
        await systemd.AnswerLookAsync("activating", job: 7);
        Assert.Equal(2, systemd.Subscriptions);
        systemd.JobRemoved(7, Unit, "done");
        await FinishAsync(systemd, starting);
    }

    [Fact]
    public async Task When_the_bus_goes_the_unit_is_looked_at_over_a_new_connection()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        Task<SystemdScope> starting = StartAsync(manager);
        await AcceptStartAsync(systemd);
        systemd.Dispose();
        FakeSystemd later = await Bus.AcceptAsync();
        await later.AnswerLookAsync("active");
        await FinishAsync(later, starting);
    }

    [Fact]
    public async Task When_the_bus_goes_before_the_answer_the_unit_says_whether_the_call_was_taken()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        Task<SystemdScope> starting = StartAsync(manager);
        await systemd.ReadAsync("StartTransientUnit");
        systemd.Dispose();
        FakeSystemd later = await Bus.AcceptAsync();
        await later.AnswerLookAsync(null);
        await later.ReadAsync("StartTransientUnit"); // it was not
        later.Dispose();
        FakeSystemd last = await Bus.AcceptAsync();
        await last.AnswerLookAsync("active"); // it was
        await FinishAsync(last, starting);
    }

    [Theory]
    [InlineData("org.freedesktop.DBus.Error.NoReply")]
    [InlineData("org.freedesktop.DBus.Error.ServiceUnknown")]
    public async Task A_systemd_that_starts_anew_is_waited_for_and_asked_again(string absence)
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        Task<SystemdScope> starting = StartAsync(manager);
        (await systemd.ReadAsync("StartTransientUnit")).Refuse(absence);
        systemd.NameOwnerChanged("", FakeSystemd.Name);
        (await systemd.ReadAsync("GetUnit")).Refuse(absence);
        await systemd.AnswerLookAsync(null);
        await AcceptStartAsync(systemd);
        systemd.JobRemoved(7, Unit, "done");
        (await systemd.ReadAsync("GetUnit")).Refuse(absence);
        await FinishAsync(systemd, starting);
    }

    [Fact]
    public async Task A_job_without_end_is_a_time_out_and_is_taken_back()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync(TimeSpan.FromSeconds(1));
        Task<SystemdScope> starting = StartAsync(manager);
        await AcceptStartAsync(systemd);
        await systemd.AnswerLookAsync("inactive", job: 7);
        FakeCall cancel = await systemd.ReadAsync("CancelJob");
        Assert.Equal([7u], cancel.Arguments);
        cancel.Refuse("org.freedesktop.systemd1.NoSuchJob");
        await Assert.ThrowsAsync<TimeoutException>(() => starting);
    }

    [Fact]
    public async Task A_job_whose_end_was_not_heard_is_seen_at_the_deadline()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync(TimeSpan.FromSeconds(1));
        Task<SystemdScope> starting = StartAsync(manager);
        await AcceptStartAsync(systemd);
        await systemd.AnswerLookAsync("active");
        await FinishAsync(systemd, starting);
    }

    [Fact]
    public async Task A_systemd_that_does_not_answer_is_a_time_out()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync(TimeSpan.FromSeconds(1));
        Task<SystemdScope> starting = StartAsync(manager);
        await systemd.ReadAsync("StartTransientUnit");
        await Assert.ThrowsAsync<TimeoutException>(() => starting);
    }

    [Fact]
    public async Task Who_gives_up_takes_the_job_back()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        using var cancel = new CancellationTokenSource();
        Task<SystemdScope> starting = StartAsync(manager, cancel.Token);
        await AcceptStartAsync(systemd);
        systemd.Reloading(false);
        await systemd.AnswerLookAsync("inactive", job: 7); // so the answer was read
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
        (await systemd.ReadAsync("CancelJob")).Reply();
    }

    [Fact]
    public async Task A_stop_waits_for_its_job_and_a_scope_that_is_gone_is_stopped()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        Task<SystemdScope> starting = StartAsync(manager);
        await AcceptStartAsync(systemd);
        systemd.JobRemoved(7, Unit, "done");
        await FinishAsync(systemd, starting);
        SystemdScope scope = await starting;

        Task stopping = scope.StopAsync().AsTask();
        FakeCall stop = await systemd.ReadAsync("StopUnit");
        Assert.Equal([Unit, "replace"], stop.Arguments);
        stop.ReplyPath(FakeSystemd.JobPath(8));
        systemd.Reloading(false);
        await systemd.AnswerLookAsync("deactivating", job: 8);
        Assert.False(stopping.IsCompleted);
        systemd.JobRemoved(8, Unit, "done");
        await stopping.WaitAsync(FakeBus.Patience);

        stopping = scope.StopAsync().AsTask();
        (await systemd.ReadAsync("StopUnit")).Refuse("org.freedesktop.systemd1.NoSuchUnit");
        await stopping.WaitAsync(FakeBus.Patience);

        Task<bool> killing = scope.KillAsync(9).AsTask();
        FakeCall kill = await systemd.ReadAsync("KillUnit");
        Assert.Equal([Unit, "all", 9], kill.Arguments);
        kill.Refuse("org.freedesktop.systemd1.NoSuchUnit");
        Assert.False(await killing);

        Task<bool> abandoning = scope.AbandonAsync().AsTask();
        (await systemd.ReadAsync("AbandonScope")).Reply();
        Assert.True(await abandoning);
    }

    [Fact]
    public async Task A_slice_that_is_there_gets_the_resources()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        var request = new SliceRequest { UnitName = "a.slice", Resources = new() { MemoryMax = 4096 } };
        Task<SystemdSlice> starting = manager.StartSliceAsync(request).AsTask();
        FakeCall start = await systemd.ReadAsync("StartTransientUnit");
        Assert.False(start.Properties.ContainsKey("Delegate")); // slices are systemd's own
        start.Refuse(UnitExists);
        await systemd.AnswerLookAsync("active");
        FakeCall set = await systemd.ReadAsync("SetUnitProperties");
        Assert.Equal(["a.slice", true], set.Arguments);
        Assert.Equal(4096ul, set.Properties["MemoryMax"].GetUInt64());
        set.Reply();
        await systemd.AnswerControlGroupAsync("/a.slice");
        Assert.Equal("/a.slice", (await starting.WaitAsync(FakeBus.Patience)).ControlGroup);
    }

    [Fact]
    public async Task Where_there_is_no_bus_that_is_said()
    {
        SystemdDisconnectedException failure = await Assert.ThrowsAsync<SystemdDisconnectedException>(
            async () => await SystemdManager.ConnectAsync("unix:path=/nonexistent/bus", TimeSpan.FromSeconds(5), static _ => null));
        Assert.Contains("/nonexistent/bus", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disposed_manager_does_nothing_more()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        Task<SystemdScope> starting = StartAsync(manager);
        await AcceptStartAsync(systemd);
        manager.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => starting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => StartAsync(manager));
    }
}
