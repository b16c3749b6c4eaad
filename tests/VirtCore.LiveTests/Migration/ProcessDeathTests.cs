using VirtCore.Migration;
using VirtCore.Qemu;
using Xunit;

namespace VirtCore.LiveTests.Migration;

/// <summary>One of the QEMUs or guards is killed at every moment of a migration whose controller lives.</summary>
public sealed class ProcessDeathTests : MigrationTest
{
    public static TheoryData<string, string> TargetDeaths => Deaths("target", MigrationStepName.IsFrom, "after target.Prepare");

    public static TheoryData<string, string> SourceDeaths => Deaths("source", static (_, _) => true, "");

    [Theory]
    [MemberData(nameof(TargetDeaths))]
    public async Task Killed_target(string victim, string step)
    {
        (QemuHost source, QemuHost target, Exception? failure) = await MigrateAndKillAsync(victim, step);
        if (MigrationStepName.IsFrom(step, "after target.Write Starting"))
        {
            // It may have run, or did: the guest was there and died with it. Nobody starts its old copy by himself.
            Assert.True(failure is null || ((MigrationException)failure).Survivor == MigrationSurvivor.Nobody, failure?.ToString());
            foreach (QemuDomain left in source.Domains)
                Assert.False(await RunsAsync(left));
            return;
        }

        MigrationException e = Assert.IsType<MigrationException>(failure);
        Assert.Equal(MigrationSurvivor.Source, e.Survivor);
        AssertNamesDeath(e, victim);
        Assert.Empty(target.Domains);
        QemuDomain kept = Assert.Single(source.Domains);
        Assert.Equal(DomainState.Running, kept.State);
        Assert.True(await RunsAsync(kept));
        await AssertIntactAsync(kept);
    }

    [Theory]
    [MemberData(nameof(SourceDeaths))]
    public async Task Killed_source(string victim, string step)
    {
        (QemuHost source, QemuHost target, Exception? failure) = await MigrateAndKillAsync(victim, step);
        Assert.Empty(source.Domains);
        if (MigrationStepName.IsFrom(step, "after source.Perform"))
        {
            // The target has everything: it carries on.
            Assert.True(failure is null, failure?.ToString());
            QemuDomain moved = Assert.Single(target.Domains);
            Assert.True(await RunsAsync(moved));
            await AssertIntactAsync(moved);
            return;
        }

        MigrationException e = Assert.IsType<MigrationException>(failure);
        Assert.Equal(MigrationSurvivor.Nobody, e.Survivor);
        AssertNamesDeath(e, victim);
        Assert.Empty(target.Domains);
    }

    [Theory]
    [InlineData("target QEMU", false)]
    [InlineData("target guard", false)]
    [InlineData("target QEMU", true)]
    [InlineData("target guard", true)]
    [InlineData("source QEMU", false)]
    [InlineData("source guard", false)]
    public async Task Killed_in_the_middle_of_the_stream(string victim, bool paused)
    {
        QemuHost source = await OpenSourceAsync();
        QemuHost target = await OpenTargetAsync();
        QemuDomain domain = await StartGuestAsync(source, paused);
        var progress = new FirstFigures(() => KillAsync(victim, domain, target));
        MigrationException e = await Assert.ThrowsAsync<MigrationException>(async () =>
            await source.MigrateAsync(domain, target, new MigrationOptions { MaxBytesPerSecond = 1 << 20 }, progress));
        await progress.Done;
        Assert.Equal(MigrationPhase.Perform, e.Phase);
        AssertNamesDeath(e, victim);
        Assert.Empty(target.Domains);
        if (victim.StartsWith("source", StringComparison.Ordinal))
        {
            Assert.Equal(MigrationSurvivor.Nobody, e.Survivor);
            Assert.Empty(source.Domains);
            return;
        }

        Assert.Equal(MigrationSurvivor.Source, e.Survivor);
        Assert.Equal(paused ? DomainState.Paused : DomainState.Running, domain.State);
        Assert.Equal(!paused, await RunsAsync(domain));
        if (paused)
            await domain.ResumeAsync();
        await AssertIntactAsync(domain);
    }

    private static TheoryData<string, string> Deaths(string side, Func<string, string, bool> applies, string first)
    {
        TheoryData<string, string> data = [];
        foreach (string step in MigrationStepName.All.Where(step => applies(step, first)))
        {
            data.Add($"{side} QEMU", step);
            data.Add($"{side} guard", step);
        }

        return data;
    }

    private static void AssertNamesDeath(MigrationException e, string victim)
    {
        Assert.Contains(victim.EndsWith("guard", StringComparison.Ordinal) ? "guard had died" : "signal 9", e.Message, StringComparison.Ordinal);
        Assert.Contains(victim.StartsWith("target", StringComparison.Ordinal) ? "target" : "source", e.Message, StringComparison.Ordinal);
        Assert.Contains(e.Phase.ToString(), e.Message, StringComparison.Ordinal);
    }

    private async Task<(QemuHost Source, QemuHost Target, Exception? Failure)> MigrateAndKillAsync(string victim, string at)
    {
        QemuHost source = await OpenSourceAsync();
        QemuHost target = await OpenTargetAsync();
        QemuDomain domain = await StartGuestAsync(source);
        int reached = 0;
        Task sourceLost = Task.CompletedTask;
        Exception? failure = await Record.ExceptionAsync(async () => await source.MigrateAsync(
            domain,
            target,
            options: null,
            progress: null,
            (outgoing, incoming) =>
            {
                sourceLost = outgoing.Lost;
                return (new SteppedSource(outgoing, KillOnceAsync), new SteppedTarget(incoming, step => KillTargetOnceAsync(step, incoming)));
            },
            CancellationToken.None));
        Assert.True(reached == 1 || failure is not null, $"the migration never came to \"{at}\"");
        return (source, target, failure);

        ValueTask KillOnceAsync(string step) => KillTargetOnceAsync(step, null);

        async ValueTask KillTargetOnceAsync(string step, IMigrationTarget? incoming)
        {
            if (step != at || Interlocked.Exchange(ref reached, 1) != 0)
                return;
            await KillAsync(victim, domain, target);
            if (victim.StartsWith("source", StringComparison.Ordinal))
                await sourceLost;
            if (incoming is not null && victim.StartsWith("target", StringComparison.Ordinal))
                await incoming.Lost; // so that the engine knows before the step goes on
        }
    }

    // The victim's process is dead when this returns: a guard's death is its QEMU's.
    private static async Task KillAsync(string victim, QemuDomain source, QemuHost target)
    {
        QemuDomain? dying = victim.StartsWith("source", StringComparison.Ordinal) ? source : target.Domains.SingleOrDefault();
        if (dying is null || dying.State == DomainState.ShutOff)
            return;
        Task<DomainExit> exited = dying.Exited;
        await KillAsync(victim.EndsWith("guard", StringComparison.Ordinal) ? dying.GuardProcessId : dying.ProcessId);
        await exited;
    }
}
