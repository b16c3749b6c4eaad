using VirtCore.Migration;
using VirtCore.Qemu;
using Xunit;

namespace VirtCore.LiveTests.Migration;

public sealed class MigrationTests : MigrationTest
{
    [Fact]
    public async Task A_running_guest_moves_with_its_memory_and_goes_on()
    {
        QemuHost source = await OpenSourceAsync();
        QemuHost target = await OpenTargetAsync();
        QemuDomain domain = await StartGuestAsync(source);
        var progress = new RecordedProgress();

        MigrationReport report = await source.MigrateAsync(domain, target, progress: progress);

        Assert.Equal(DomainState.ShutOff, domain.State);
        Assert.Empty(source.Domains);
        QemuDomain moved = Assert.Single(target.Domains);
        Assert.Equal(DomainState.Running, moved.State);
        Assert.True(await RunsAsync(moved));
        await AssertIntactAsync(moved);
        Assert.Equal(
            [MigrationPhase.Begin, MigrationPhase.Prepare, MigrationPhase.Perform, MigrationPhase.Finish, MigrationPhase.Confirm],
            progress.Phases);
        Assert.True(report.Stream.TransferredBytes > 8 << 20);
        Assert.NotNull(report.CpusStopped);
        Assert.True(report.Total >= report.Phases.Prepare + report.Phases.Perform);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(SourceDirectory, "migrations")));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(TargetDirectory, "migrations")));
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(SourceDirectory, "domains")));
    }

    [Fact]
    public async Task A_guest_goes_to_and_fro()
    {
        QemuHost here = await OpenSourceAsync();
        QemuHost there = await OpenTargetAsync();
        QemuDomain domain = await StartGuestAsync(here);
        for (int trip = 0; trip < 6; trip++)
        {
            await here.MigrateAsync(domain, there);
            (here, there) = (there, here);
            domain = Assert.Single(here.Domains);
            await AssertIntactAsync(domain);
        }
    }

    [Fact]
    public async Task A_paused_guest_arrives_paused()
    {
        QemuHost source = await OpenSourceAsync();
        QemuHost target = await OpenTargetAsync();
        QemuDomain domain = await StartGuestAsync(source, paused: true);
        MigrationReport report = await source.MigrateAsync(domain, target);
        QemuDomain moved = Assert.Single(target.Domains);
        Assert.Equal(DomainState.Paused, moved.State);
        Assert.False(await RunsAsync(moved));
        Assert.Null(report.CpusStopped);
        await AssertMemoryAsync(moved);
        await moved.ResumeAsync();
        await AssertIntactAsync(moved);
    }

    [Fact]
    public async Task The_target_outlives_its_host_after_Finish()
    {
        QemuHost source = await OpenSourceAsync();
        QemuHost target = await OpenTargetAsync();
        QemuDomain domain = await StartGuestAsync(source);
        await source.MigrateAsync(domain, target);
        int processId = Assert.Single(target.Domains).ProcessId;
        await CloseAsync(target);
        target = await OpenTargetAsync();
        QemuDomain adopted = Assert.Single(target.Domains);
        Assert.Equal(processId, adopted.ProcessId);
        Assert.Equal(DomainState.Running, adopted.State);
        await AssertIntactAsync(adopted);
    }

    [Fact]
    public async Task Cancelling_in_Perform_leaves_the_guest_running_where_it_was()
    {
        QemuHost source = await OpenSourceAsync();
        QemuHost target = await OpenTargetAsync();
        QemuDomain domain = await StartGuestAsync(source);
        using var cancel = new CancellationTokenSource();
        var progress = new RecordedProgress { OnFigures = _ => cancel.CancelAsync() };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await source.MigrateAsync(domain, target, new MigrationOptions { MaxBytesPerSecond = 1 << 20 }, progress, cancel.Token));
        Assert.Equal(DomainState.Running, domain.State);
        Assert.Empty(target.Domains);
        await AssertIntactAsync(domain);
    }

    [Fact]
    public async Task A_perform_that_takes_too_long_ends_and_leaves_the_guest_as_it_was()
    {
        QemuHost source = await OpenSourceAsync();
        QemuHost target = await OpenTargetAsync();
        QemuDomain domain = await StartGuestAsync(source);
        MigrationException e = await Assert.ThrowsAsync<MigrationException>(async () => await source.MigrateAsync(
            domain, target, new MigrationOptions { MaxBytesPerSecond = 1 << 20, PerformTimeout = TimeSpan.FromMilliseconds(300) }));
        Assert.Equal((MigrationPhase.Perform, MigrationSurvivor.Source), (e.Phase, e.Survivor));
        Assert.Empty(target.Domains);
        await AssertIntactAsync(domain);
    }

    [Fact]
    public async Task A_target_that_waits_for_the_stream_is_destroyed_at_once()
    {
        QemuHost source = await OpenSourceAsync();
        QemuHost target = await OpenTargetAsync();
        QemuDomain domain = await StartGuestAsync(source);
        var destroyed = new TaskCompletionSource();
        var progress = new RecordedProgress
        {
            OnFigures = async _ =>
            {
                QemuDomain incoming = Assert.Single(target.Domains);
                Assert.Equal(DomainState.Incoming, incoming.State);
                await incoming.DestroyAsync();
                destroyed.TrySetResult();
            },
        };
        MigrationException e = await Assert.ThrowsAsync<MigrationException>(async () =>
            await source.MigrateAsync(domain, target, new MigrationOptions { MaxBytesPerSecond = 1 << 20 }, progress));
        await destroyed.Task;
        Assert.Equal((MigrationPhase.Perform, MigrationSurvivor.Source), (e.Phase, e.Survivor));
        Assert.Contains("signal 9", e.Message, StringComparison.Ordinal);
        Assert.Empty(target.Domains);
        await AssertIntactAsync(domain);
    }

    [Fact]
    public async Task An_incoming_domain_cannot_be_resumed_by_hand()
    {
        QemuHost source = await OpenSourceAsync();
        QemuHost target = await OpenTargetAsync();
        QemuDomain domain = await StartGuestAsync(source);
        using var cancel = new CancellationTokenSource();
        var refused = new TaskCompletionSource<Exception?>();
        var progress = new RecordedProgress
        {
            OnFigures = async _ =>
            {
                refused.TrySetResult(await Record.ExceptionAsync(async () => await Assert.Single(target.Domains).ResumeAsync()));
                await cancel.CancelAsync();
            },
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await source.MigrateAsync(domain, target, new MigrationOptions { MaxBytesPerSecond = 1 << 20 }, progress, cancel.Token));
        Assert.IsType<InvalidOperationException>(await refused.Task);
        await AssertIntactAsync(domain);
    }

    [Fact]
    public async Task A_domain_moves_once_at_a_time_and_not_to_its_own_host()
    {
        QemuHost source = await OpenSourceAsync();
        QemuHost target = await OpenTargetAsync();
        QemuDomain domain = await StartGuestAsync(source);
        await Assert.ThrowsAsync<ArgumentException>(async () => await source.MigrateAsync(domain, source));
        using var cancel = new CancellationTokenSource();
        Exception? second = null;
        var progress = new RecordedProgress
        {
            OnFigures = async _ =>
            {
                second ??= await Record.ExceptionAsync(async () => await source.MigrateAsync(domain, target));
                await cancel.CancelAsync();
            },
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await source.MigrateAsync(domain, target, new MigrationOptions { MaxBytesPerSecond = 1 << 20 }, progress, cancel.Token));
        Assert.Equal(MigrationPhase.Begin, Assert.IsType<MigrationException>(second).Phase);
        await AssertIntactAsync(domain);
    }

    [Fact]
    public async Task A_name_that_the_target_has_already_fails_in_Prepare()
    {
        QemuHost source = await OpenSourceAsync();
        QemuHost target = await OpenTargetAsync();
        QemuDomain domain = await StartGuestAsync(source);
        QemuDomain other = await target.StartAsync(Definition() with { Serial = null });
        MigrationException e = await Assert.ThrowsAsync<MigrationException>(async () => await source.MigrateAsync(domain, target));
        Assert.Equal((MigrationPhase.Prepare, MigrationSurvivor.Source), (e.Phase, e.Survivor));
        Assert.Equal(DomainState.Running, other.State);
        Assert.Same(other, Assert.Single(target.Domains));
        await AssertIntactAsync(domain);
    }

    [Fact]
    public async Task A_domain_with_AutoDestroy_dies_with_the_host_that_it_came_to()
    {
        QemuHost source = await OpenSourceAsync();
        QemuHost target = await OpenTargetAsync();
        QemuDomain domain = await source.StartAsync(Definition(), new DomainStartOptions { AutoDestroy = true });
        await WaitForPassesAsync(2);
        await source.MigrateAsync(domain, target);
        QemuDomain moved = Assert.Single(target.Domains);
        Assert.True(moved.AutoDestroy);
        await CloseAsync(source);
        await AssertIntactAsync(moved);
        await CloseAsync(target);
        Assert.True(moved.Exited.IsCompletedSuccessfully);
    }

    private sealed class RecordedProgress : IProgress<MigrationProgress>
    {
        private int _figures;

        public List<MigrationPhase> Phases { get; } = [];

        /// <summary>Called once, on a thread of its own, when the stream's first figures are there.</summary>
        public Func<MigrationProgress, Task>? OnFigures { get; init; }

        public void Report(MigrationProgress value)
        {
            lock (Phases)
            {
                if (Phases.Count == 0 || Phases[^1] != value.Phase)
                    Phases.Add(value.Phase);
            }

            if (value.TransferredBytes > 0 && OnFigures is not null && Interlocked.Exchange(ref _figures, 1) == 0)
                _ = Task.Run(() => OnFigures(value));
        }
    }
}
