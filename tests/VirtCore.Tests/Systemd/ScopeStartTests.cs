using System.Globalization;
using Tmds.DBus.Protocol;
using VirtCore.Host;
using Xunit;

namespace VirtCore.Tests.Systemd;

/// <summary>What is asked of systemd for a scope, and what its refusals come to.</summary>
public sealed class ScopeStartTests : SystemdTest
{
    [Fact]
    public async Task The_properties_are_those_of_the_request()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        var request = new ScopeRequest
        {
            UnitName = Unit,
            Description = "one",
            StopTimeout = TimeSpan.FromSeconds(3),
            Before = ["host.service"],
            Resources = new() { CpuWeight = 200, CpuTimePerSecond = TimeSpan.FromSeconds(1.5), MemoryMax = 1 << 20, TasksMax = 77 },
        };
        Task<SystemdScope> starting = manager.StartScopeAsync(request, [Self]).AsTask();
        FakeCall call = await systemd.ReadAsync("StartTransientUnit");
        Assert.Equal([Unit, "fail"], call.Arguments);
        Assert.Equal("one", call.Properties["Description"].GetString());
        Assert.Equal("inactive-or-failed", call.Properties["CollectMode"].GetString());
        Assert.True(call.Properties["Delegate"].GetBool());
        Assert.Equal(3_000_000ul, call.Properties["TimeoutStopUSec"].GetUInt64());
        Assert.Equal(["host.service"], call.Properties["Before"].GetArray<string>());
        Assert.Equal(200ul, call.Properties["CPUWeight"].GetUInt64());
        Assert.Equal(1_500_000ul, call.Properties["CPUQuotaPerSecUSec"].GetUInt64());
        Assert.Equal(1ul << 20, call.Properties["MemoryMax"].GetUInt64());
        Assert.Equal(77ul, call.Properties["TasksMax"].GetUInt64());
        Assert.False(call.Properties.ContainsKey("Slice"));
        Assert.False(call.Properties.ContainsKey("MemoryHigh"));
        Assert.False(call.Properties.ContainsKey("PIDs"));
        Assert.Empty(call.Others);
        call.ReplyPath(FakeSystemd.JobPath(7));
        systemd.JobRemoved(7, Unit, "done");
        await FinishAsync(systemd, starting);
    }

    [Fact]
    public async Task Processes_are_named_by_pidfd()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        Task<SystemdScope> starting = StartAsync(manager);
        FakeCall call = await systemd.ReadAsync("StartTransientUnit");
        VariantValue processes = call.Properties["PIDFDs"];
        Assert.Equal(1, processes.Count);
        using (var passed = processes.GetItem(0).ReadHandle<Microsoft.Win32.SafeHandles.SafeFileHandle>())
        {
            string information = await File.ReadAllTextAsync($"/proc/self/fdinfo/{passed!.DangerousGetHandle()}");
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Pid:\t{Environment.ProcessId}\n"), information, StringComparison.Ordinal);
        }

        call.ReplyPath(FakeSystemd.JobPath(7));
        systemd.JobRemoved(7, Unit, "done");
        await FinishAsync(systemd, starting);
        Assert.False(Self.HasExited); // the library disposes what it sends; this was lent
    }

    [Fact]
    public async Task A_systemd_without_pidfds_gets_numbers_and_is_not_asked_again()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        Task<SystemdScope> starting = StartAsync(manager);
        (await systemd.ReadAsync("StartTransientUnit")).Refuse(PropertyReadOnly, "Cannot set property PIDFDs, or unknown property.");
        for (int i = 0; i < 2; i++)
        {
            FakeCall call = await AcceptStartAsync(systemd);
            Assert.False(call.Properties.ContainsKey("PIDFDs"));
            Assert.Equal([(uint)Environment.ProcessId], call.Properties["PIDs"].GetArray<uint>());
            systemd.JobRemoved(7, Unit, "done");
            await FinishAsync(systemd, starting);
            starting = i == 0 ? StartAsync(manager) : starting;
        }
    }

    [Fact]
    public async Task An_unknown_property_is_refused_and_pidfds_are_still_believed_in()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        for (int i = 0; i < 2; i++)
        {
            Task<SystemdScope> starting = StartAsync(manager);
            FakeCall first = await systemd.ReadAsync("StartTransientUnit");
            Assert.True(first.Properties.ContainsKey("PIDFDs"));
            first.Refuse(PropertyReadOnly, "Cannot set property IOWeight, or unknown property.");
            (await systemd.ReadAsync("StartTransientUnit")).Refuse(PropertyReadOnly, "Cannot set property IOWeight, or unknown property.");
            SystemdCallException refusal = await Assert.ThrowsAsync<SystemdCallException>(() => starting);
            Assert.Equal(PropertyReadOnly, refusal.ErrorName);
            Assert.Contains("IOWeight", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("inactive")]
    [InlineData(null)]
    public async Task A_dead_unit_of_the_name_is_cleared_away(string? state)
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        Task<SystemdScope> starting = StartAsync(manager);
        (await systemd.ReadAsync("StartTransientUnit")).Refuse(UnitExists);
        await systemd.AnswerLookAsync(state);
        FakeCall reset = await systemd.ReadAsync("ResetFailedUnit");
        Assert.Equal([Unit], reset.Arguments);
        reset.Reply();
        await AcceptStartAsync(systemd);
        systemd.JobRemoved(7, Unit, "done");
        await FinishAsync(systemd, starting);
    }

    [Fact]
    public async Task It_is_cleared_away_once()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        Task<SystemdScope> starting = StartAsync(manager);
        (await systemd.ReadAsync("StartTransientUnit")).Refuse(UnitExists);
        await systemd.AnswerLookAsync("failed");
        (await systemd.ReadAsync("ResetFailedUnit")).Refuse("org.freedesktop.systemd1.NoSuchUnit");
        (await systemd.ReadAsync("StartTransientUnit")).Refuse(UnitExists);
        Assert.Equal(UnitExists, (await Assert.ThrowsAsync<SystemdCallException>(() => starting)).ErrorName);
        Assert.False(systemd.HasMore);
    }

    [Theory]
    [InlineData("active", 0)]
    [InlineData("deactivating", 9)]
    [InlineData("inactive", 9)]
    public async Task A_living_unit_of_the_name_is_left_alone(string state, uint job)
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        Task<SystemdScope> starting = StartAsync(manager);
        (await systemd.ReadAsync("StartTransientUnit")).Refuse(UnitExists);
        await systemd.AnswerLookAsync(state, job);
        SystemdCallException refusal = await Assert.ThrowsAsync<SystemdCallException>(() => starting);
        Assert.Contains("lives", refusal.Message, StringComparison.Ordinal);
        Assert.False(systemd.HasMore);
    }

    [Fact]
    public async Task Slices_that_are_not_there_come_with_the_scope_and_go_with_it()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        var request = new ScopeRequest { UnitName = Unit, Slice = "a-b-c.slice" };
        Task<SystemdScope> starting = manager.StartScopeAsync(request, [Self]).AsTask();
        await systemd.AnswerLookAsync("active");
        await systemd.AnswerLookAsync(null);
        await systemd.AnswerLookAsync("inactive");
        FakeCall call = await AcceptStartAsync(systemd);
        Assert.Equal("a-b-c.slice", call.Properties["Slice"].GetString());
        Assert.Equal(["a-b-c.slice", "a-b.slice"], call.Others.Keys.Order(StringComparer.Ordinal));
        Assert.All(call.Others.Values, static properties => Assert.True(properties["StopWhenUnneeded"].GetBool()));
        systemd.JobRemoved(7, Unit, "done");
        await FinishAsync(systemd, starting);
    }

    [Fact]
    public async Task A_slice_that_has_a_unit_file_is_left_to_systemd()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        Task<SystemdScope> starting = manager.StartScopeAsync(new ScopeRequest { UnitName = Unit, Slice = "machine.slice" }, [Self]).AsTask();
        await systemd.AnswerLookAsync(null);
        FakeCall first = await systemd.ReadAsync("StartTransientUnit");
        Assert.Equal(["machine.slice"], first.Others.Keys);
        first.Refuse(UnitExists);
        await systemd.AnswerLookAsync(null);
        (await systemd.ReadAsync("ResetFailedUnit")).Refuse("org.freedesktop.systemd1.NoSuchUnit");
        FakeCall second = await AcceptStartAsync(systemd);
        Assert.Empty(second.Others);
        Assert.Equal("machine.slice", second.Properties["Slice"].GetString());
        systemd.JobRemoved(7, Unit, "done");
        await FinishAsync(systemd, starting);
    }

    [Fact]
    public async Task A_process_that_is_elsewhere_is_an_error()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync(cgroupOf: static _ => "/x.scope-not");
        Task<SystemdScope> starting = StartAsync(manager);
        await AcceptStartAsync(systemd);
        systemd.JobRemoved(7, Unit, "done");
        await systemd.AnswerControlGroupAsync(ControlGroup);
        Assert.Contains("/x.scope-not", (await Assert.ThrowsAsync<SystemdException>(() => starting)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scope_that_has_ended_already_is_an_error()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        Task<SystemdScope> starting = StartAsync(manager);
        await AcceptStartAsync(systemd);
        systemd.JobRemoved(7, Unit, "done");
        (await systemd.ReadAsync("GetUnit")).Refuse("org.freedesktop.systemd1.NoSuchUnit");
        Assert.Contains("ended already", (await Assert.ThrowsAsync<SystemdException>(() => starting)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_that_cannot_be_right_are_not_sent()
    {
        (SystemdManager manager, FakeSystemd systemd) = await Bus.ConnectAsync();
        ScopeRequest[] wrong = [new() { UnitName = "x.slice" }, new() { UnitName = "a b.scope" }, new() { UnitName = Unit, Slice = "a-.slice" }];
        foreach (ScopeRequest request in wrong)
            await Assert.ThrowsAsync<ArgumentException>(async () => await manager.StartScopeAsync(request, [Self]));
        await Assert.ThrowsAsync<ArgumentException>(async () => await manager.StartScopeAsync(new ScopeRequest { UnitName = Unit }, []));
        await Assert.ThrowsAsync<ArgumentException>(async () => await manager.StartSliceAsync(new SliceRequest { UnitName = "x.scope" }));
        Assert.False(systemd.HasMore);
    }
}
