using VirtCore.Qmp;
using Xunit;

namespace VirtCore.LiveTests.Qmp;

public sealed class QmpLiveTypedTests
{
    [Fact]
    public async Task Every_question_without_arguments_is_answered_by_a_real_QEMU()
    {
        await using MonitoredQemu qemu = await MonitoredQemu.StartAsync(arguments: ["-object", "iothread,id=io0", "-device", "virtio-balloon"]);
        QmpClient client = qemu.Client;
        QmpSchema schema = await client.QueryQmpSchemaAsync();
        Assert.Same(schema, client.Schema);
        Assert.True(schema.HasArgument("blockdev-add", "+qcow2.lazy-refcounts"));
        Assert.Equal(schema.CommandCount, (await client.QueryCommandsAsync()).Count);
        Assert.Equal("io0", Assert.Single(await client.QueryIothreadsAsync()).Id);
        Assert.Equal("x86_64", (await client.QueryTargetAsync()).Architecture);
        Assert.Contains(await client.QueryMachinesAsync(), machine => machine.Alias == "q35");
        await client.QueryCurrentMachineAsync();
        Assert.NotEmpty(await client.QueryHotpluggableCpusAsync());
        Assert.Contains(await client.QueryCpuDefinitionsAsync(), cpu => cpu.Name == "max");
        Assert.True((await client.QueryCpuModelExpansionAsync("max", full: true)).Properties["lm"].TryGetBoolean(out bool longMode) && longMode);
        Assert.Equal(64 << 20, (await client.QueryMemorySizeSummaryAsync()).BaseBytes);
        Assert.Single(await client.QueryMemdevAsync());
        Assert.Empty(await client.QueryMemoryDevicesAsync());
        Assert.Equal("none", (await client.QueryDumpAsync()).Status);
        Assert.Equal(64 << 20, (await client.QueryBalloonAsync()).ActualBytes);
        await client.QueryBlockAsync();
        await client.QueryBlockStatisticsAsync();
        Assert.Empty(await client.QueryBlockExportsAsync());
        Assert.Empty(await client.QueryRxFilterAsync());
        Assert.Contains(await client.QueryChardevAsync(), chardev => chardev.Id == "monitor");
        Assert.NotNull((await client.QueryMigrateParametersAsync()).DowntimeLimit);
        Assert.Equal(DirtyRateStatus.Unstarted, (await client.QueryDirtyRateAsync()).Status);
        Assert.Contains(YankInstance.Chardev("monitor"), await client.QueryYankAsync());
        Assert.EndsWith("-machine", (await client.QomGetAsync("/machine", "type")).ToString(), StringComparison.Ordinal);
        Assert.Contains(await client.QomListAsync("/objects"), property => property.Name == "io0");
    }

    [Fact]
    public async Task A_disk_is_made_added_mirrored_and_taken_away()
    {
        await using MonitoredQemu qemu = await MonitoredQemu.StartAsync();
        QmpClient client = qemu.Client;
        using QmpEventSubscription events = client.Subscribe(QmpEvents.JobStatusChange, QmpEvents.BlockJobReady);
        foreach (string name in (string[])["source", "target"])
        {
            string path = Path.Combine(qemu.Folder, name);
            await client.BlockdevCreateAsync("create", "file", json =>
            {
                json.WriteString("filename", path);
                json.WriteNumber("size", 1 << 20);
            });
            await WaitForAsync(events, "create", JobStatus.Concluded);
            Assert.Null(Assert.Single(await client.QueryJobsAsync()).Error);
            await client.JobDismissAsync("create");
            await client.BlockdevAddAsync("file", name, json => json.WriteString("filename", path));
        }

        Assert.Equal(["source", "target"], (await client.QueryNamedBlockNodesAsync(flat: true)).Select(node => node.NodeName).Order());
        await client.BlockDirtyBitmapAddAsync("source", "changes");
        Assert.Equal("changes", Assert.Single((await client.QueryNamedBlockNodesAsync()).Single(node => node.NodeName == "source").DirtyBitmaps!).Name);
        await client.BlockDirtyBitmapRemoveAsync("source", "changes");
        await client.BlockdevMirrorAsync("source", "target", BlockSyncMode.Full, new BlockMirrorOptions { JobId = "mirror", AutoDismiss = false });
        await WaitForAsync(events, "mirror", JobStatus.Ready);
        Assert.Equal((true, 1L << 20), Assert.Single(await client.QueryBlockJobsAsync()) is var job ? (job.Ready, job.TotalBytes) : default);
        await client.BlockJobCancelAsync("mirror");
        await WaitForAsync(events, "mirror", JobStatus.Concluded);
        await client.JobDismissAsync("mirror");
        await client.BlockdevDelAsync("source");
        await client.BlockdevDelAsync("target");
        Assert.Empty(await client.QueryNamedBlockNodesAsync());
    }

    [Fact]
    public async Task What_this_QEMU_lacks_is_refused_before_it_is_sent()
    {
        await using MonitoredQemu qemu = await MonitoredQemu.StartAsync(machine: "none");
        QmpSchema schema = await qemu.Client.QueryQmpSchemaAsync();
        Assert.SkipWhen(schema.HasCommand("block-job-change"), "this QEMU has block-job-change");
        await Assert.ThrowsAsync<NotSupportedException>(async () => await qemu.Client.BlockJobChangeAsync("job", MirrorCopyMode.WriteBlocking));
    }

    [Fact]
    public async Task A_killed_QEMU_is_told_as_its_death()
    {
        await using MonitoredQemu qemu = await MonitoredQemu.StartAsync(watchProcess: true);
        qemu.Signal(Tmds.Linux.LibC.SIGKILL);
        Assert.Equal(QmpDisconnectCause.PeerDied, (await qemu.Client.Disconnected.WaitAsync(MonitoredQemu.Patience)).Cause);
    }

    private static async Task WaitForAsync(QmpEventSubscription events, string job, JobStatus status)
    {
        while (true)
        {
            QmpEvent next = await events.ReadAsync(TimeSpan.FromSeconds(60));
            if (next.TryGetJobStatusChange(out JobStatusChangeEvent change) && change.Id == job && change.Status == status)
                return;
        }
    }
}
