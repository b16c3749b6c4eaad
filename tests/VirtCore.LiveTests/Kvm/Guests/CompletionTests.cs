using Iced.Intel;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>An exit in the middle of an instruction, completed without running the guest on; and a vCPU that goes from thread to thread.</summary>
public sealed class CompletionTests : LiveTest
{
    [Fact]
    public void A_read_from_a_port_is_completed_and_no_more()
    {
        using var guest = new GuestRun(GuestMode.Long);
        Label behind = default;
        Func<Label, ulong> address = guest.Load(a =>
        {
            behind = a.CreateLabel();
            a.@in(eax, 0x10);
            a.Label(ref behind);
            a.mov(ebx, 1);
            a.hlt();
        });
        guest.Run(static exit =>
        {
            if (exit.Reason != KvmExitReason.Io)
                return false;
            BitConverter.TryWriteBytes(exit.Io.Data, 0x12345678);
            return true;
        });
        Assert.Equal(KvmExitReason.Intr, guest.Vcpu.CompleteExit().Reason);
        KvmRegs regs = guest.Vcpu.GetRegs();
        Assert.Equal((0x12345678UL, 0UL, address(behind)), (regs.Rax, regs.Rbx, regs.Rip));
        // Once more changes nothing, and the guest goes on from there.
        Assert.Equal(KvmExitReason.Intr, guest.Vcpu.CompleteExit().Reason);
        Assert.Equal(regs.Rip, guest.Vcpu.GetRegs().Rip);
        Assert.Empty(guest.RunToEnd());
        Assert.Equal((0x12345678UL, 1UL), (guest.Vcpu.GetRegs().Rax, guest.Vcpu.GetRegs().Rbx));
    }

    [Fact]
    public void A_read_from_MMIO_is_completed_and_no_more()
    {
        using var guest = new GuestRun(GuestMode.Long);
        Label behind = default;
        Func<Label, ulong> address = guest.Load(a =>
        {
            behind = a.CreateLabel();
            a.mov(edi, (uint)GuestRun.MmioAddress);
            a.mov(rax, __qword_ptr[rdi]);
            a.Label(ref behind);
            a.mov(ebx, 1);
            a.hlt();
        });
        guest.Run(static exit =>
        {
            if (exit.Reason != KvmExitReason.Mmio)
                return false;
            BitConverter.TryWriteBytes(exit.Mmio.Data, 0x1122334455667788);
            return true;
        });
        Assert.Equal(KvmExitReason.Intr, guest.Vcpu.CompleteExit().Reason);
        KvmRegs regs = guest.Vcpu.GetRegs();
        Assert.Equal((0x1122334455667788UL, 0UL, address(behind)), (regs.Rax, regs.Rbx, regs.Rip));
    }

    [Fact]
    public void An_access_of_two_parts_gives_its_second_before_it_is_complete()
    {
        const ulong Boundary = GuestRun.MmioAddress + 0x1000;
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            a.mov(edi, (uint)(Boundary - 4));
            a.mov(rax, __qword_ptr[rdi]);
            a.hlt();
        });
        GuestAccess first = default;
        guest.Run(exit =>
        {
            if (exit.Reason != KvmExitReason.Mmio)
                return false;
            first = GuestAccess.Of(exit);
            exit.Mmio.Data.Fill(0x11);
            return true;
        });
        Assert.Equal(GuestAccess.Read(Boundary - 4, 4), first);
        KvmExit second = guest.Vcpu.CompleteExit();
        Assert.Equal(KvmExitReason.Mmio, second.Reason);
        Assert.Equal(GuestAccess.Read(Boundary, 4), GuestAccess.Of(second));
        second.Mmio.Data.Fill(0x22);
        Assert.Equal(KvmExitReason.Intr, guest.Vcpu.CompleteExit().Reason);
        Assert.Equal(0x2222222211111111UL, guest.Vcpu.GetRegs().Rax);
    }

    [Fact]
    public void A_kick_while_an_exit_is_completed_still_ends_the_next_run()
    {
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            a.@in(al, 0x10);
            a.mov(ebx, 1);
            a.hlt();
        });
        guest.Run(static exit => exit.Reason == KvmExitReason.Io);
        guest.Vcpu.Kick();
        Assert.Equal(KvmExitReason.Intr, guest.Vcpu.CompleteExit().Reason);
        Assert.Equal(KvmExitReason.Intr, guest.Vcpu.Run().Reason);
        Assert.Equal(0UL, guest.Vcpu.GetRegs().Rbx);
        guest.RunToEnd();
        Assert.Equal(1UL, guest.Vcpu.GetRegs().Rbx);
    }

    [Fact]
    public void A_vCPU_goes_on_in_another_thread_when_it_was_given_up()
    {
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            a.@in(eax, 0x10);
            a.@out(0x11, eax);
            a.@in(eax, 0x10);
            a.hlt();
        });
        guest.Run(static exit => exit.Reason == KvmExitReason.Io);
        using (var early = new GuestThread(guest.Vcpu, static _ => true))
            Assert.IsType<InvalidOperationException>(early.JoinForFailure());
        guest.Vcpu.ReleaseThread();

        // Between the two, the port's data are there: the exit belongs to the vCPU and not to the thread.
        using (var thread = new GuestThread(guest.Vcpu, static exit => exit.Reason == KvmExitReason.Intr))
            Assert.Equal(KvmExitReason.Io, thread.Join());
        List<GuestAccess> rest = guest.RunToEnd(static (_, data) => BitConverter.TryWriteBytes(data, 77));
        Assert.Equal([GuestAccess.In(0x10, 4)], rest);
        Assert.Equal(77UL, guest.Vcpu.GetRegs().Rax);
    }

    [Fact]
    public void A_vCPU_goes_on_in_another_thread_when_its_own_has_ended()
    {
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            a.@out(0x10, al);
            a.hlt();
        });
        var first = new Thread(() => guest.Vcpu.Run());
        first.Start();
        Assert.True(first.Join(Patience.Seconds(10)));
        guest.RunToEnd();
    }
}
