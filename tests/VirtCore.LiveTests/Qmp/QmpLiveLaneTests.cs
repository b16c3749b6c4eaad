using System.Diagnostics;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using VirtCore.Interop;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.LiveTests.Qmp;

public sealed class QmpLiveLaneTests
{
    [Fact]
    public async Task A_hundred_descriptors_at_once_are_each_taken_by_their_own_command()
    {
        await using MonitoredQemu qemu = await MonitoredQemu.StartAsync(machine: "none");
        QmpClient client = qemu.Client;
        var calls = new List<Task>();
        for (int i = 0; i < 100; i++)
        {
            string path = Path.Combine(qemu.Folder, $"file{i}");
            File.WriteAllText(path, "");
            using SafeFileHandle file = File.OpenHandle(path);
            calls.Add(client.GetFdAsync($"f{i}", file).AsTask());
            calls.Add(client.QueryStatusAsync().AsTask());
        }

        await Task.WhenAll(calls).WaitAsync(MonitoredQemu.Patience);
        Assert.Equal(100, qemu.OpenFilesIn(qemu.Folder).Distinct().Count());
        for (int i = 0; i < 100; i++)
            await client.CloseFdAsync($"f{i}");
        Assert.Empty(qemu.OpenFilesIn(qemu.Folder));
    }

    [Fact]
    public async Task An_out_of_band_command_gets_through_while_the_main_loop_is_blocked()
    {
        await using MonitoredQemu qemu = await MonitoredQemu.StartAsync();
        QmpClient client = qemu.Client;
        // QEMU's main loop hangs in the open of a FIFO until somebody reads it.
        string fifo = Path.Combine(qemu.Folder, "fifo");
        using (Process make = Process.Start("mkfifo", [fifo]))
            await make.WaitForExitAsync(MonitoredQemu.Patience);
        Task saving = client.PmemsaveAsync(0, 4096, fifo).AsTask();
        Task[] behind = [.. Enumerable.Range(0, 30).Select(_ => client.QueryStatusAsync(TimeSpan.FromSeconds(60)).AsTask())];
        for (int i = 0; i < 20; i++)
            await client.ExecuteAsync(default(QueryYankOutOfBand), TimeSpan.FromSeconds(60));
        Assert.DoesNotContain(behind, call => call.IsCompleted);
        Assert.False(saving.IsCompleted);
        byte[] saved = await File.ReadAllBytesAsync(fifo, MonitoredQemu.Patience);
        Assert.Equal(4096, saved.Length);
        await Task.WhenAll([saving, .. behind]).WaitAsync(MonitoredQemu.Patience);
    }

    [Fact]
    public async Task A_paused_machine_migrates_over_a_socketpair()
    {
        await using MonitoredQemu source = await MonitoredQemu.StartAsync();
        await using MonitoredQemu target = await MonitoredQemu.StartAsync(arguments: ["-incoming", "defer"]);
        MigrationCapability[] capabilities = [new("events", true), new("pause-before-switchover", true)];
        await source.Client.MigrateSetCapabilitiesAsync(capabilities);
        await target.Client.MigrateSetCapabilitiesAsync([new("events", true)]);
        Assert.Superset(capabilities.ToHashSet(), (await source.Client.QueryMigrateCapabilitiesAsync()).ToHashSet());
        await source.Client.MigrateSetParametersAsync(new MigrationParameters { DowntimeLimit = TimeSpan.FromMilliseconds(300), MaxBandwidthBytes = 1L << 33 });
        await source.Client.ContAsync();

        (SafeSocketDescriptor ours, SafeSocketDescriptor theirs) = UnixSocket.Pair(Tmds.Linux.LibC.SOCK_STREAM, nonBlocking: false);
        using (ours)
        using (theirs)
        {
            await source.Client.GetFdAsync("stream", ours);
            await target.Client.GetFdAsync("stream", theirs);
        }

        using QmpEventSubscription sent = source.Client.Subscribe(QmpEvents.Migration);
        using QmpEventSubscription received = target.Client.Subscribe(QmpEvents.Migration);
        await target.Client.MigrateIncomingAsync("fd:stream");
        await source.Client.MigrateAsync("fd:stream");
        await WaitAsync(sent, MigrationStatus.PreSwitchover);
        Assert.Equal(MigrationStatus.PreSwitchover, (await source.Client.QueryMigrateAsync()).Status);
        await source.Client.MigrateContinueAsync();
        await WaitAsync(sent, MigrationStatus.Completed);
        await WaitAsync(received, MigrationStatus.Completed);
        MigrationInfo info = await source.Client.QueryMigrateAsync();
        Assert.Equal(MigrationStatus.Completed, info.Status);
        Assert.NotNull(info.Downtime);
        Assert.InRange(info.Ram!.Value.TotalBytes, 64 << 20, 1 << 30);
        Assert.Equal(4096, info.Ram.Value.PageSizeBytes);
        Assert.Equal(RunState.PostMigrate, (await source.Client.QueryStatusAsync()).State);
    }

    private static async Task WaitAsync(QmpEventSubscription events, MigrationStatus wanted)
    {
        MigrationStatus status;
        do
        {
            QmpEvent change = await events.ReadAsync(TimeSpan.FromSeconds(60));
            Assert.True(change.TryGetMigrationStatus(out status));
            Assert.NotEqual(MigrationStatus.Failed, status);
        }
        while (status != wanted);
    }

    private readonly struct QueryYankOutOfBand : IQmpCommand<QmpNothing>
    {
        public static ReadOnlySpan<byte> Name => "query-yank"u8;

        public static bool OutOfBand => true;

        public void WriteArguments(Utf8JsonWriter writer)
        {
        }

        public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
    }
}
