using VirtCore.LiveTests.Migration;
using VirtCore.Qemu;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.LiveTests.Domains;

public sealed class DomainTests : MigrationTest
{
    [Fact]
    public async Task A_domain_starts_pauses_resumes_and_is_destroyed()
    {
        QemuHost host = await OpenSourceAsync();
        QemuDomain domain = await host.StartAsync(Definition(), new DomainStartOptions { Paused = true });
        Assert.Equal(DomainState.Paused, domain.State);
        Assert.False(await RunsAsync(domain));
        await domain.ResumeAsync();
        Assert.Equal(DomainState.Running, domain.State);
        await WaitForPassesAsync(2);
        await domain.PauseAsync();
        Assert.False(await RunsAsync(domain));
        await domain.DestroyAsync();
        DomainExit exit = await domain.Exited;
        Assert.Equal(9, exit.Process?.Signal);
        Assert.Equal(DomainState.ShutOff, domain.State);
        Assert.Empty(host.Domains);
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(SourceDirectory, "domains")));
        await domain.DestroyAsync(); // once more is harmless
    }

    [Fact]
    public async Task A_domain_outlives_its_host_and_is_adopted()
    {
        QemuHost host = await OpenSourceAsync();
        QemuDomain domain = await StartGuestAsync(host);
        await CloseAsync(host);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => domain.Exited);
        await WaitForPassesAsync(2);
        host = await OpenSourceAsync();
        Assert.Equal(RecoveredDomainOutcome.Adopted, Assert.Single(host.Recovery.Domains).Outcome);
        QemuDomain adopted = Assert.Single(host.Domains);
        Assert.Equal(domain.ProcessId, adopted.ProcessId);
        Assert.Equal(domain.Definition, adopted.Definition);
        await AssertIntactAsync(adopted);
    }

    [Fact]
    public async Task A_domain_with_AutoDestroy_dies_with_its_host()
    {
        QemuHost host = await OpenSourceAsync();
        QemuDomain domain = await host.StartAsync(Definition(), new DomainStartOptions { AutoDestroy = true });
        await WaitForPassesAsync(2);
        await CloseAsync(host);
        Assert.True(domain.Exited.IsCompletedSuccessfully);
        host = await OpenSourceAsync();
        Assert.Empty(host.Domains);
    }

    [Fact]
    public async Task A_domain_whose_QEMU_ends_is_forgotten_and_says_how()
    {
        QemuHost host = await OpenSourceAsync();
        QemuDomain domain = await StartGuestAsync(host);
        await domain.Monitor.QuitAsync();
        DomainExit exit = await domain.Exited;
        Assert.Equal(0, exit.Process?.Code);
        Assert.Empty(host.Domains);
    }

    [Fact]
    public async Task A_domain_that_ended_while_no_host_was_open_is_reported_with_its_status()
    {
        QemuHost host = await OpenSourceAsync();
        QemuDomain domain = await StartGuestAsync(host);
        int processId = domain.ProcessId;
        await CloseAsync(host);
        await KillAsync(processId);
        host = await OpenSourceAsync();
        RecoveredDomain recovered = Assert.Single(host.Recovery.Domains);
        Assert.Equal(RecoveredDomainOutcome.Ended, recovered.Outcome);
        Assert.Contains("signal 9", recovered.Description, StringComparison.Ordinal);
        Assert.Empty(host.Domains);
    }

    [Fact]
    public async Task A_hung_QEMU_is_destroyed_all_the_same()
    {
        QemuHost host = await OpenSourceAsync();
        QemuDomain domain = await StartGuestAsync(host);
        using (Host.Pidfd process = Host.Pidfd.Open(domain.ProcessId))
            process.Signal(19 /* SIGSTOP */);
        await Assert.ThrowsAsync<TimeoutException>(async () => await domain.Monitor.QueryStatusAsync(TimeSpan.FromMilliseconds(200)));
        await domain.DestroyAsync();
        Assert.Empty(host.Domains);
    }

    [Fact]
    public async Task A_state_directory_is_open_once()
    {
        await OpenSourceAsync();
        InvalidOperationException e = await Assert.ThrowsAsync<InvalidOperationException>(OpenSourceAsync);
        Assert.Contains("is open in another host", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_diagnostics_monitor_answers_beside_the_control_monitor()
    {
        QemuHost host = await OpenSourceAsync();
        QemuDomain domain = await StartGuestAsync(host);
        using VirtCore.Interop.SafeFileDescriptor directory = VirtCore.Interop.DirectoryFile.OpenDirectory(domain.DirectoryPath);
        await using QmpClient diagnostics = await QmpClient.ConnectAsync(VirtCore.Interop.UnixSocket.ConnectStream(directory, "diagnostics.sock"));
        MachineStatus status = await diagnostics.QueryStatusAsync();
        Assert.True(status.Running);
    }
}
