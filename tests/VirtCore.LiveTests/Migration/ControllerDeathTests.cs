using System.Diagnostics;
using VirtCore.Host;
using VirtCore.Migration;
using VirtCore.Qemu;
using Xunit;

namespace VirtCore.LiveTests.Migration;

/// <summary>The controller is killed at every moment of a migration. What is not committed dies with it; what is left is resolved by the next host.</summary>
public sealed class ControllerDeathTests : MigrationTest
{
    private static readonly TimeSpan s_patience = Patience.Seconds(20);

    public static TheoryData<string> Moments => [.. MigrationStepName.All, MigrationController.PerformEarly, MigrationController.PerformLate];

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Killed_controller(string moment) => await KillAndRecoverAsync(moment, paused: false, targetFirst: moment.Length % 2 == 0);

    [Theory]
    [InlineData("after target.Prepare")]
    [InlineData("after source.Perform")]
    [InlineData("after target.Commit")]
    [InlineData("after target.Start")]
    public async Task Killed_controller_of_a_paused_guest(string moment) => await KillAndRecoverAsync(moment, paused: true, targetFirst: true);

    private async Task KillAndRecoverAsync(string moment, bool paused, bool targetFirst)
    {
        QemuHost source = await OpenSourceAsync();
        QemuDomain started = await StartGuestAsync(source, paused);
        int sourceProcess = started.ProcessId;
        await CloseAsync(source);

        using Process controller = Controllers.Start(MigrationController.Name, SourceDirectory, TargetDirectory, GuestName, moment);
        Assert.Equal(MigrationController.Arrived, await controller.StandardOutput.ReadLineAsync().WaitAsync(s_patience));
        using Pidfd? targetQemu = await OpenTargetQemuAsync();
        controller.Kill();
        await controller.WaitForExitAsync();

        bool inSteps = MigrationStepName.All.Contains(moment);
        bool committed = inSteps && MigrationStepName.IsFrom(moment, "after target.Commit");
        if (targetQemu is not null && !committed)
            await targetQemu.WaitAsync().AsTask().WaitAsync(s_patience); // without any recovery: that is the lifeline's doing

        (QemuHost sourceAgain, QemuHost targetAgain) = await RecoverAsync(targetFirst);
        if (committed)
        {
            Assert.Empty(sourceAgain.Domains);
            await AssertGuestAsync(Assert.Single(targetAgain.Domains), paused);
        }
        else
        {
            Assert.Empty(targetAgain.Domains);
            QemuDomain kept = Assert.Single(sourceAgain.Domains);
            Assert.Equal(sourceProcess, kept.ProcessId);
            await AssertGuestAsync(kept, paused);
        }

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(SourceDirectory, "migrations")));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(TargetDirectory, "migrations")));
        Assert.DoesNotContain(sourceAgain.Recovery.Migrations.Concat(targetAgain.Recovery.Migrations), static m => m.Outcome == MigrationOutcome.Pending);
    }

    private async Task<(QemuHost Source, QemuHost Target)> RecoverAsync(bool targetFirst)
    {
        if (!targetFirst)
            return (await OpenSourceAsync(), await OpenTargetAsync());
        QemuHost target = await OpenTargetAsync();
        return (await OpenSourceAsync(), target);
    }

    private async Task<Pidfd?> OpenTargetQemuAsync()
    {
        string directory = Path.Combine(TargetDirectory, "domains", GuestName);
        if (!Directory.Exists(directory))
            return null;
        GuardStatus? status = await GuardRecord.ReadAsync(directory);
        return status?.Identity is { } identity ? Pidfd.TryOpen(identity.Id) : null;
    }

    private async Task AssertGuestAsync(QemuDomain domain, bool paused)
    {
        Assert.Equal(paused ? DomainState.Paused : DomainState.Running, domain.State);
        Assert.Equal(!paused, await RunsAsync(domain));
        await AssertMemoryAsync(domain);
        if (paused)
            await domain.ResumeAsync();
        await AssertIntactAsync(domain);
    }
}
