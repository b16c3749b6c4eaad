using Iced.Intel;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>Steps and breakpoints of the host's, and registers that lie in the shared page.</summary>
public sealed class DebugTests : LiveTest
{
    private const int DebugException = 1;
    private const int BreakpointException = 3;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_step_is_one_instruction(int mode)
    {
        using var guest = new GuestRun((GuestMode)mode);
        var labels = new Label[4];
        Func<Label, ulong> address = guest.Load(a =>
        {
            for (int i = 0; i < labels.Length; i++)
            {
                labels[i] = a.CreateLabel();
                a.Label(ref labels[i]);
                a.add(ebx, i + 1);
            }

            a.hlt();
        });
        guest.Vcpu.SetGuestDebug(KvmGuestDebugFlags.Enable | KvmGuestDebugFlags.SingleStep);
        ulong sum = 0;
        for (int i = 1; i < labels.Length; i++)
        {
            KvmExit exit = guest.Next();
            Assert.Equal(KvmExitReason.Debug, exit.Reason);
            Assert.Equal((DebugException, address(labels[i])), ((int)exit.Debug.Exception, exit.Debug.Pc));
            Assert.NotEqual(0UL, exit.Debug.Dr6 & (1 << 14));
            Assert.Equal(sum += (ulong)i, guest.Vcpu.GetRegs().Rbx);
        }

        guest.Vcpu.SetGuestDebug(KvmGuestDebugFlags.None);
        guest.RunToEnd();
        Assert.Equal(10UL, guest.Vcpu.GetRegs().Rbx);
    }

    [Fact]
    public void A_breakpoint_of_the_processor_stops_before_its_instruction()
    {
        Requires.KvmHardwareBreakpoints();
        using var guest = new GuestRun(GuestMode.Long);
        Label here = default;
        Func<Label, ulong> address = guest.Load(a =>
        {
            here = a.CreateLabel();
            a.mov(ebx, 1);
            a.Label(ref here);
            a.mov(ebx, 2);
            a.hlt();
        });
        guest.Vcpu.SetGuestDebug(KvmGuestDebugFlags.Enable | KvmGuestDebugFlags.HardwareBreakpoint, address(here), 0, 0, 0, 0, 0, 0, 0x402);
        KvmExit exit = guest.Next();
        Assert.Equal(KvmExitReason.Debug, exit.Reason);
        Assert.Equal((address(here), 1UL), (exit.Debug.Pc, exit.Debug.Dr6 & 0xF));
        Assert.Equal(1UL, guest.Vcpu.GetRegs().Rbx);
        guest.Vcpu.SetGuestDebug(KvmGuestDebugFlags.None);
        guest.RunToEnd();
        Assert.Equal(2UL, guest.Vcpu.GetRegs().Rbx);
    }

    [Fact]
    public void A_breakpoint_in_the_code_stops_the_guest_and_not_its_handler()
    {
        Requires.KvmSoftwareBreakpoints();
        using var guest = new GuestRun(GuestMode.Long);
        Label here = default;
        Func<Label, ulong> address = guest.Load(a =>
        {
            here = a.CreateLabel();
            a.mov(ebx, 1);
            a.Label(ref here);
            a.nop();
            a.mov(ebx, 2);
            a.hlt();
        });
        byte original = guest.Memory.Read<byte>(address(here));
        guest.Memory.Write<byte>(address(here), 0xCC);
        guest.Vcpu.SetGuestDebug(KvmGuestDebugFlags.Enable | KvmGuestDebugFlags.SoftwareBreakpoint);
        KvmExit exit = guest.Next();
        Assert.Equal(KvmExitReason.Debug, exit.Reason);
        Assert.Equal((BreakpointException, address(here)), ((int)exit.Debug.Exception, exit.Debug.Pc));
        guest.Memory.Write(address(here), original);
        guest.Vcpu.SetRegs(guest.Vcpu.GetRegs() with { Rip = address(here) });
        guest.RunToEnd();
        Assert.Equal(2UL, guest.Vcpu.GetRegs().Rbx);
    }

    [Fact]
    public void Registers_in_the_shared_page_are_the_vCPUs()
    {
        Requires.KvmCapability(KvmCapability.SyncRegs);
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            a.mov(ebx, 0x1234);
            a.@out(0x10, al);
            a.@out(0x11, eax);
            a.hlt();
        });
        Assert.Throws<InvalidOperationException>(() => guest.Vcpu.GetSyncedRegs());
        guest.Vcpu.SyncedRegs = KvmSyncRegs.Regs | KvmSyncRegs.Sregs;
        Assert.Equal(KvmExitReason.Io, guest.Next().Reason);
        KvmRegs synced = guest.Vcpu.GetSyncedRegs();
        Assert.Equal(0x1234UL, synced.Rbx);
        KvmRegs regs = guest.Vcpu.GetRegs();
        Assert.Equal((regs.Rbx, regs.Rsp, regs.Rflags), (synced.Rbx, synced.Rsp, synced.Rflags));
        Assert.Equal(guest.Vcpu.GetSregs().Cr3, guest.Vcpu.GetSyncedSregs().Cr3);

        synced.Rax = 0x55;
        guest.Vcpu.SetSyncedRegs(synced);
        KvmExit exit = guest.Next();
        Assert.Equal(0x55UL, GuestMachine.NumberOf(exit.Io.Data));
    }
}
