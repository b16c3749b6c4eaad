using System.Diagnostics;
using Iced.Intel;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>Runs that end by a kick, and by nothing else: whatever the guest does, whenever the kick comes, whatever the runtime's own signals do meanwhile.</summary>
public sealed class KickTests : LiveTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_spinning_guest_is_kicked(int mode)
    {
        using var guest = new GuestRun((GuestMode)mode);
        guest.Load(Spin);
        using var thread = new GuestThread(guest.Vcpu, static exit => exit.Reason != KvmExitReason.Intr);
        thread.WaitUntilRunning();
        guest.Vcpu.Kick();
        Assert.Equal(KvmExitReason.Intr, thread.Join());
    }

    [Fact]
    public void A_guest_that_waits_in_the_kernel_is_kicked()
    {
        using var guest = new GuestRun(GuestMode.Protected, static vm => vm.CreateIrqchip());
        guest.Load(static a => a.hlt()); // with interrupts off, for ever
        using var thread = new GuestThread(guest.Vcpu, static exit => exit.Reason != KvmExitReason.Intr);
        thread.WaitUntilRunning();
        guest.Vcpu.Kick();
        Assert.Equal(KvmExitReason.Intr, thread.Join());
    }

    [Fact]
    public void A_guest_whose_real_mode_has_no_way_out_is_shut_down_or_kicked()
    {
        using var guest = new GuestRun(GuestMode.Real);
        KvmSregs sregs = guest.Vcpu.GetSregs();
        sregs.Idt = new KvmDtable { Limit = 0 }; // an exception finds no handler: a triple fault, which a KVM that emulates may never end
        guest.Vcpu.SetSregs(sregs);
        guest.Load(static a => a.ud2());
        using var timer = new Timer(static vcpu => ((KvmVcpu)vcpu!).Kick(), guest.Vcpu, TimeSpan.FromMilliseconds(200), Timeout.InfiniteTimeSpan);
        KvmExitReason reason = guest.Vcpu.Run().Reason;
        timer.Dispose();
        Assert.True(reason is KvmExitReason.Shutdown or KvmExitReason.Intr or KvmExitReason.InternalError, reason.ToString());
    }

    [Fact]
    public void A_kick_while_the_guest_does_not_run_ends_the_next_run_and_one_alone()
    {
        using var guest = new GuestRun(GuestMode.Real);
        guest.Load(static a =>
        {
            a.inc(ebx);
            a.hlt();
        });
        guest.Vcpu.Kick();
        guest.Vcpu.Kick();
        guest.Vcpu.Kick();
        Assert.Equal(KvmExitReason.Intr, guest.Vcpu.Run().Reason);
        Assert.Equal(0UL, guest.Vcpu.GetRegs().Rbx);
        guest.RunToEnd();
        Assert.Equal(1UL, guest.Vcpu.GetRegs().Rbx);
    }

    [Fact]
    public void A_kick_that_an_exit_came_before_still_stands()
    {
        using var guest = new GuestRun(GuestMode.Real);
        guest.Load(static a =>
        {
            a.@out(0x10, al);
            a.@out(0x10, al);
            a.hlt();
        });
        Assert.Equal(KvmExitReason.Io, guest.Vcpu.Run().Reason);
        guest.Vcpu.Kick();
        Assert.Equal(KvmExitReason.Intr, guest.Vcpu.Run().Reason);
        Assert.Single(guest.RunToEnd());
    }

    [Fact]
    public void Of_10_000_kicks_none_is_lost()
    {
        const int Kicks = 10_000;
        int kicks = Patience.Factor > 1 ? Kicks / 10 : Kicks;
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(Spin);
        int answered = 0;
        using var answer = new SemaphoreSlim(0);
        using var thread = new GuestThread(guest.Vcpu, exit =>
        {
            Assert.Equal(KvmExitReason.Intr, exit.Reason);
            Volatile.Write(ref answered, answered + 1);
            answer.Release();
            return answered < kicks;
        });
        for (int i = 0; i < kicks; i++)
        {
            guest.Vcpu.Kick();
            Assert.True(answer.Wait(Patience.Seconds(10)), $"Kick {i} was not answered.");
        }

        Assert.Equal(KvmExitReason.Intr, thread.Join());
        // A run may end with Intr though nobody kicked: so there are as many answers as kicks at least, and never a kick without one.
        Assert.True(answered >= kicks);
    }

    [Fact]
    public void Collections_in_other_threads_do_no_harm()
    {
        const int Exits = 5000;
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            Label again = a.CreateLabel();
            a.mov(ecx, Exits);
            a.xor(eax, eax);
            a.Label(ref again);
            a.inc(eax);
            a.@out(0x10, eax);
            a.loop(again);
            a.hlt();
        });
        using var stop = new CancellationTokenSource();
        int collections = 0;
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.KeepAlive(new byte[1000]);
                collections++;
                stop.Token.WaitHandle.WaitOne(1); // the vCPU's thread is to get on as well
            }
        });
        collector.Start();
        uint expected = 0;
        try
        {
            guest.Run(exit =>
            {
                if (exit.Reason == KvmExitReason.Io)
                    Assert.Equal(++expected, (uint)GuestMachine.NumberOf(exit.Io.Data));
                return exit.Reason == KvmExitReason.Hlt;
            });
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }

        Assert.Equal((uint)Exits, expected);
        Assert.True(collections > 3, $"{collections} collections.");
    }

    [Fact]
    public void Kicks_and_collections_together_leave_the_guests_work_whole()
    {
        const int Exits = 1000;
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            Label again = a.CreateLabel();
            a.mov(ecx, Exits);
            a.Label(ref again);
            a.@in(eax, 0x10);
            a.add(ebx, eax);
            a.loop(again);
            a.hlt();
        });
        using var stop = new CancellationTokenSource();
        var kicker = new Thread(() =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                guest.Vcpu.Kick();
                if (i % 16 == 0)
                    GC.Collect(0);
                Thread.SpinWait(1000); // kicked without a pause a guest does not get on: each entry ends as it begins
            }
        });
        kicker.Start();
        uint next = 0;
        try
        {
            guest.Run(exit =>
            {
                if (exit.Reason == KvmExitReason.Io)
                    BitConverter.TryWriteBytes(exit.Io.Data, ++next);
                return exit.Reason == KvmExitReason.Hlt;
            });
        }
        finally
        {
            stop.Cancel();
            kicker.Join();
        }

        Assert.Equal((uint)Exits, next);
        Assert.Equal((ulong)Exits * (Exits + 1) / 2, guest.Vcpu.GetRegs().Rbx);
    }

    [Fact]
    public void Disposing_a_vCPU_ends_its_run()
    {
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(Spin);
        using var thread = new GuestThread(guest.Vcpu, static _ => true);
        thread.WaitUntilRunning();
        guest.Vcpu.Dispose();
        Assert.IsType<ObjectDisposedException>(thread.JoinForFailure());
    }

    private static void Spin(Assembler a)
    {
        Label again = a.CreateLabel();
        a.Label(ref again);
        a.inc(ebx);
        a.jmp(again);
    }
}
