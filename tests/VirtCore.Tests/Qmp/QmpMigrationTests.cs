using VirtCore.Qmp;
using Xunit;

namespace VirtCore.Tests.Qmp;

public sealed class QmpMigrationTests
{
    [Fact]
    public async Task Commands_are_written_as_QEMU_spells_them()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        await AssertWritten(peer, client.MigrateAsync("fd:stream"), "migrate", """{"uri":"fd:stream"}""");
        await AssertWritten(peer, client.MigrateIncomingAsync("fd:stream"), "migrate-incoming", """{"uri":"fd:stream"}""");
        await AssertWritten(peer, client.MigrateContinueAsync(), "migrate-continue", """{"state":"pre-switchover"}""");
        await AssertWritten(peer, client.MigrateCancelAsync(), "migrate_cancel", "{}");
        await AssertWritten(
            peer, client.MigrateSetCapabilitiesAsync([new("events", true), new("multifd", false)]), "migrate-set-capabilities",
            """{"capabilities":[{"capability":"events","state":true},{"capability":"multifd","state":false}]}""");
        var parameters = new MigrationParameters { MaxBandwidthBytes = 1 << 30, DowntimeLimit = TimeSpan.FromMilliseconds(300) };
        await AssertWritten(
            peer, client.MigrateSetParametersAsync(parameters), "migrate-set-parameters", """{"max-bandwidth":1073741824,"downtime-limit":300}""");
        await AssertWritten(peer, client.PmemsaveAsync(0x1000, 64, "/tmp/x"), "pmemsave", """{"val":4096,"size":64,"filename":"/tmp/x"}""");
        await AssertWritten(peer, client.CloseFdAsync("stream"), "closefd", """{"fdname":"stream"}""");
        await AssertWritten(peer, client.SystemPowerdownAsync(), "system_powerdown", "{}");
    }

    [Fact]
    public async Task A_status_that_QEMU_cannot_continue_from_by_name_is_misuse()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        Assert.Throws<ArgumentException>(() => { _ = client.MigrateContinueAsync(MigrationStatus.Unknown).AsTask(); });
    }

    [Fact]
    public async Task A_running_migration_is_read_whole()
    {
        MigrationInfo info = await Query("""
            {"expected-downtime": 300, "status": "active", "setup-time": 14, "total-time": 1210, "cpu-throttle-percentage": 20, "blocked": true,
             "blocked-reasons": ["one", "two"], "ram": {"total": 554508288, "postcopy-requests": 3, "dirty-sync-count": 2, "multifd-bytes": 9, "pages-per-second": 5,
             "page-size": 4096, "remaining": 100, "mbps": 268.5, "transferred": 400, "duplicate": 11, "dirty-pages-rate": 77, "skipped": 0, "normal-bytes": 8192, "normal": 2}}
            """);
        Assert.Equal((MigrationStatus.Active, "active"), (info.Status, info.StatusName));
        Assert.Equal((300, 14, 1210), (info.ExpectedDowntime!.Value.TotalMilliseconds, info.SetupTime!.Value.TotalMilliseconds, info.TotalTime!.Value.TotalMilliseconds));
        Assert.Equal(20, info.CpuThrottlePercentage);
        Assert.Equal(["one", "two"], info.BlockedReasons!);
        Assert.Null(info.Downtime);
        Assert.Equal(
            new MigrationRam
            {
                TotalBytes = 554508288,
                PostcopyRequests = 3,
                DirtySyncCount = 2,
                MultifdBytes = 9,
                PageSizeBytes = 4096,
                RemainingBytes = 100,
                MegabitsPerSecond = 268.5,
                TransferredBytes = 400,
                DuplicatePages = 11,
                DirtyPagesPerSecond = 77,
                NormalBytes = 8192,
                NormalPages = 2,
            },
            info.Ram);
    }

    [Fact]
    public async Task No_migration_is_none_and_a_failed_one_says_why()
    {
        MigrationInfo none = await Query("{}");
        Assert.Equal((MigrationStatus.None, "none"), (none.Status, none.StatusName));
        Assert.Null(none.Ram);
        MigrationInfo failed = await Query("""{"status": "failed", "error-desc": "Unable to write to socket: Broken pipe"}""");
        Assert.Equal((MigrationStatus.Failed, "Unable to write to socket: Broken pipe"), (failed.Status, failed.ErrorDescription));
        MigrationInfo later = await Query("""{"status": "warp"}""");
        Assert.Equal((MigrationStatus.Unknown, "warp"), (later.Status, later.StatusName));
    }

    private static async Task<MigrationInfo> Query(string reply)
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        Task<MigrationInfo> asking = client.QueryMigrateAsync().AsTask();
        await peer.ReplyAsync(await peer.ReadAsync(), reply);
        return await asking.WaitAsync(ScriptedPeer.Patience);
    }

    private static async Task AssertWritten(ScriptedPeer peer, ValueTask call, string name, string arguments)
    {
        PeerCommand command = await peer.ReadAsync();
        Assert.Equal((name, arguments), (command.Name, command.Arguments));
        await peer.ReplyAsync(command);
        await call;
    }
}
