using Iced.Intel;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>Two vCPUs: one that starts the other, two that count together, and the states between.</summary>
public sealed class VcpusTests : LiveTest
{
    private const ulong Shared = GuestRun.DataAddress;

    [Fact]
    public void Two_vCPUs_count_together_and_lose_nothing()
    {
        const int Each = 2000;
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            Label again = a.CreateLabel();
            a.mov(ecx, Each);
            a.Label(ref again);
            a.mov(eax, 1);
            a.@lock.xadd(__dword_ptr[Shared], eax);
            a.add(rbx, rax); // what it saw
            a.loop(again);
            a.hlt();
        });
        KvmVcpu second = guest.Vm.CreateVcpu(1);
        GuestMachine.SetUp(second, GuestMode.Long, GuestRun.CodeAddress, GuestMachine.StackTop - 0x800);
        using var first = new GuestThread(guest.Vcpu, static exit => exit.Reason == KvmExitReason.Intr);
        using var other = new GuestThread(second, static exit => exit.Reason == KvmExitReason.Intr);
        Assert.Equal(KvmExitReason.Hlt, first.Join());
        Assert.Equal(KvmExitReason.Hlt, other.Join());
        Assert.Equal(2u * Each, guest.Memory.Read<uint>(Shared));
        // Every value from 0 on was seen once, by one of the two.
        ulong last = 2 * Each - 1;
        Assert.Equal(last * (last + 1) / 2, guest.Vcpu.GetRegs().Rbx + second.GetRegs().Rbx);
    }

    [Fact]
    public void The_guest_starts_its_second_vCPU_itself()
    {
        const ulong Start = 0xA000;
        const uint CommandHigh = GuestMachine.ApicAddress + 0x310;
        const uint CommandLow = GuestMachine.ApicAddress + 0x300;
        using var guest = new GuestRun(GuestMode.Long, static vm => vm.CreateIrqchip());
        KvmVcpu second = guest.Vm.CreateVcpu(1);
        Assert.Equal((KvmMpState.Runnable, KvmMpState.Uninitialized), (guest.Vcpu.GetMpState(), second.GetMpState()));
        guest.Load(static a =>
        {
            Label wait = a.CreateLabel();
            InterruptGuest.Apic(a);
            foreach (uint command in (uint[])[0x4500, 0x4600 | (uint)(Start >> 12)]) // INIT, then SIPI with the page
            {
                a.mov(eax, CommandHigh);
                a.mov(__dword_ptr[rax], 1 << 24);
                a.mov(eax, CommandLow);
                a.mov(__dword_ptr[rax], command);
            }

            a.Label(ref wait);
            a.cmp(__word_ptr[Shared], 0x1234);
            a.jne(wait);
            a.@out((byte)GuestRun.DonePort, al);
        });
        guest.Load(
            static a =>
            {
                a.mov(__word_ptr[Shared], 0x1234);
                a.@out((byte)GuestRun.DonePort, al);
            },
            Start,
            bitness: 16);
        using var thread = new GuestThread(second, static exit => !GuestRun.IsDone(exit));
        guest.RunToEnd();
        Assert.Equal(KvmExitReason.Io, thread.Join());
        Assert.Equal(KvmMpState.Runnable, second.GetMpState());
        Assert.Equal((ushort)(Start >> 4), second.GetSregs().Cs.Selector);
    }

    [Fact]
    public void A_halted_state_holds_the_guest_until_it_is_taken_back()
    {
        using var guest = new GuestRun(GuestMode.Long, static vm => vm.CreateIrqchip());
        guest.Load(static a =>
        {
            a.mov(ebx, 1);
            a.@out((byte)GuestRun.DonePort, al);
        });
        guest.Vcpu.SetMpState(KvmMpState.Halted);
        using (var thread = new GuestThread(guest.Vcpu, static exit => exit.Reason != KvmExitReason.Intr))
        {
            thread.WaitUntilRunning();
            guest.Vcpu.Kick();
            Assert.Equal(KvmExitReason.Intr, thread.Join());
        }

        Assert.Equal((KvmMpState.Halted, 0UL), (guest.Vcpu.GetMpState(), guest.Vcpu.GetRegs().Rbx));
        guest.Vcpu.SetMpState(KvmMpState.Runnable);
        guest.RunToEnd();
        Assert.Equal(1UL, guest.Vcpu.GetRegs().Rbx);
    }
}
