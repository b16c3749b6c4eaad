using VirtCore.Host;
using VirtCore.Migration;
using VirtCore.Qemu;
using Xunit;

namespace VirtCore.LiveTests.Migration;

/// <summary>The target's guard hangs when it is asked to decide: nobody runs the guest until it has answered, and then it is resolved without anybody's help.</summary>
public sealed class UndecidedTests : MigrationTest
{
    private const int SIGCONT = 18;
    private const int SIGSTOP = 19;

    [Fact]
    public async Task A_commit_whose_answer_is_not_heard_is_found_out_later()
    {
        (QemuHost source, QemuHost target, QemuDomain domain, int guard) = await MigrateUndecidedAsync("before target.Commit");
        Signal(guard, SIGCONT); // the commit lies in its socket: it was sent before the question

        await WaitUntilAsync(() => domain.State == DomainState.ShutOff && source.Domains.Count == 0, "the source was not removed");
        QemuDomain moved = Assert.Single(target.Domains);
        Assert.Equal(DomainState.Running, moved.State);
        Assert.True(await RunsAsync(moved));
        await AssertIntactAsync(moved);
        AssertNoRecords();
    }

    [Fact]
    public async Task A_guard_that_dies_without_an_answer_gives_the_guest_back_to_the_source()
    {
        (_, QemuHost target, QemuDomain domain, int guard) = await MigrateUndecidedAsync("before target.Commit");
        await KillAsync(guard);

        await WaitUntilAsync(() => domain.State == DomainState.Running, "the source was not resumed");
        await WaitUntilAsync(() => target.Domains.Count == 0, "the target was not removed");
        Assert.True(await RunsAsync(domain));
        await AssertIntactAsync(domain);
        AssertNoRecords();
    }

    [Fact]
    public async Task An_undecided_domain_runs_by_force_alone()
    {
        (_, _, QemuDomain domain, int guard) = await MigrateUndecidedAsync("before target.Commit");
        InvalidOperationException e = await Assert.ThrowsAsync<InvalidOperationException>(async () => await domain.ResumeAsync());
        Assert.Contains("MigrationUndecided", e.Message, StringComparison.Ordinal);

        await domain.ForceResumeAsync();
        Assert.True(await RunsAsync(domain));
        await AssertIntactAsync(domain);
        AssertNoRecords();
        await KillAsync(guard);
    }

    private static void Signal(int processId, int signal)
    {
        using Pidfd process = Pidfd.Open(processId);
        process.Signal(signal);
    }

    private async Task<(QemuHost Source, QemuHost Target, QemuDomain Domain, int Guard)> MigrateUndecidedAsync(string moment)
    {
        QemuHost source = await OpenSourceAsync();
        QemuHost target = await OpenTargetAsync();
        QemuDomain domain = await StartGuestAsync(source);
        int guard = 0;
        var options = new MigrationOptions { FinishTimeout = TimeSpan.FromMilliseconds(300), ConfirmTimeout = TimeSpan.FromMilliseconds(300) };
        MigrationException e = await Assert.ThrowsAsync<MigrationException>(async () =>
            await MigrateAsync(domain, target, StopGuardAsync, options));
        Assert.Equal((MigrationPhase.Finish, MigrationSurvivor.Undecided), (e.Phase, e.Survivor));
        Assert.Equal(DomainState.MigrationUndecided, domain.State);
        Assert.False(await RunsAsync(domain));
        Assert.False(await RunsAsync(Assert.Single(target.Domains)));
        return (source, target, domain, guard);

        ValueTask StopGuardAsync(string step)
        {
            if (step == moment)
            {
                guard = Assert.Single(target.Domains).GuardProcessId;
                Signal(guard, SIGSTOP);
            }

            return ValueTask.CompletedTask;
        }
    }

    private void AssertNoRecords()
    {
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(SourceDirectory, "migrations")));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(TargetDirectory, "migrations")));
    }
}
