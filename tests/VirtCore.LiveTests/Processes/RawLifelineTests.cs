using System.Runtime.InteropServices;
using VirtCore.Host;
using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using Xunit;
using static Tmds.Linux.LibC;

namespace VirtCore.LiveTests.Processes;

/// <summary>The order on a lifeline's socket, by an owner that reads nothing.</summary>
public sealed class RawLifelineTests : ProcessTest
{
    private static readonly Guid s_id = Guid.NewGuid();

    [Fact]
    public async Task A_commit_counts_that_was_sent_by_an_owner_who_went_with_answers_unread()
    {
        // The kernel then tells the guard ECONNRESET, ahead of the commit.
        using var launcher = new RawLauncher();
        (SafeSocketDescriptor lifeline, vg_answer started) = Start(launcher);
        using (lifeline)
        using (Pidfd guard = Pidfd.Open(started.guard))
        {
            RawLauncher.Send(lifeline, vg_type.STATUS);
            RawLauncher.Send(lifeline, vg_type.STATUS, serial: 2);
            Assert.Equal((ushort)vg_type.STATUS, RawLauncher.Receive(lifeline).header.type);
            guard.Signal(19);
            RawLauncher.Send(lifeline, vg_type.COMMIT, s_id);
            lifeline.Dispose();
            guard.Signal(18);
        }

        SupervisedProcess? process = await AdoptAsync(StateDirectory());
        Assert.Equal(LifelineState.Committed, process!.Lifeline.State);
        Assert.Equal(GuardDecision.Committed, await GuardRecord.ResolveAsync(StateDirectory(), s_id, Patience));
        launcher.Dispose();
        await GoneAsync(launcher.Id);
    }

    [Fact]
    public async Task A_commit_after_the_end_does_not_exist()
    {
        using var launcher = new RawLauncher();
        (SafeSocketDescriptor lifeline, vg_answer started) = Start(launcher);
        using (lifeline)
        using (Pidfd guard = Pidfd.Open(started.guard))
        using (SafeFileDescriptor directory = DirectoryFile.OpenDirectory(StateDirectory()))
        {
            using SafeSocketDescriptor control = UnixSocket.TryConnect(directory, "guard.sock", SOCK_SEQPACKET, out _)!;
            RawLauncher.Send(control, vg_type.STATUS);
            RawLauncher.Receive(control);
            guard.Signal(19);
            UnixSocket.ShutdownSend(lifeline); // at once: a close waits for whoever still uses the descriptor
            RawLauncher.Send(control, vg_type.COMMIT, s_id);
            guard.Signal(18);
            Assert.Equal(VG.ABORTED, RawLauncher.Receive(control).decision);
            await guard.WaitAsync().AsTask().WaitAsync(Patience);
        }

        Assert.Equal(GuardDecision.Aborted, (await GuardRecord.ReadAsync(StateDirectory()))!.Decision);
        launcher.Dispose();
        await GoneAsync(launcher.Id);
    }

    [Fact]
    public async Task A_lifeline_that_was_cut_before_the_launch_starts_nothing()
    {
        using var launcher = new RawLauncher();
        (SafeSocketDescriptor ours, SafeSocketDescriptor theirs) = UnixSocket.Pair(SOCK_SEQPACKET);
        using (SafeHandle directory = DirectoryFile.OpenDirectory(StateDirectory()))
        using (theirs)
        {
            UnixSocket.ShutdownSend(ours);
            launcher.Send(RawLauncher.GoodRequest(StateDirectory(), "/bin/sleep"), theirs, directory);
        }

        using (ours)
        {
            vg_answer answer = RawLauncher.Receive(ours);
            Assert.Equal((ushort)vg_type.FAILED, answer.header.type);
            Assert.Equal((uint)vg_step.CUT, answer.step);
            await GoneAsync(answer.guard);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(StateDirectory()));
        launcher.Dispose();
        await GoneAsync(launcher.Id);
    }

    private (SafeSocketDescriptor Lifeline, vg_answer Started) Start(RawLauncher launcher)
    {
        (SafeSocketDescriptor ours, SafeSocketDescriptor theirs) = UnixSocket.Pair(SOCK_SEQPACKET);
        using (SafeHandle directory = DirectoryFile.OpenDirectory(StateDirectory()))
        using (theirs)
            launcher.Send(RawLauncher.GoodRequest(StateDirectory(), "/bin/sleep"), theirs, directory);
        vg_answer started = RawLauncher.Receive(ours);
        Assert.Equal((ushort)vg_type.STARTED, started.header.type);
        return (ours, started);
    }
}
