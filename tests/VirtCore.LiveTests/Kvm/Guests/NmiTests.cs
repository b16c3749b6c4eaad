using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>NMIs: they heed no interrupt flag, and one at a time.</summary>
public sealed class NmiTests : LiveTest
{
    private const byte AskPort = 0x80;
    private const byte NmiVector = 2;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_NMI_comes_whatever_the_interrupt_flag_says(bool irqchip)
    {
        const int Times = 4;
        using GuestRun guest = Apic.NewGuest(vm =>
        {
            if (irqchip)
                vm.CreateIrqchip();
        });
        Apic.Handle(guest, NmiVector, acknowledges: false);
        guest.Load(static a =>
        {
            for (int i = 1; i <= Times; i++)
            {
                a.@out(AskPort, al);
                Apic.WaitFor(a, NmiVector, i);
            }

            a.@out((byte)GuestRun.DonePort, al);
        });
        guest.Run(exit =>
        {
            if (exit.Reason == KvmExitReason.Io && exit.Io.Port == AskPort)
                guest.Vcpu.Nmi();
            return GuestRun.IsDone(exit);
        });
        Assert.Equal(Times, Apic.CountOf(guest, NmiVector));
    }

    [Fact]
    public void A_second_NMI_waits_for_the_end_of_the_first()
    {
        const byte Inside = 0x81;
        using var guest = new GuestRun(GuestMode.Long);
        Apic.Handle(guest, NmiVector, static a => a.@out(Inside, al), acknowledges: false);
        guest.Load(static a =>
        {
            a.@out(AskPort, al);
            Apic.WaitFor(a, NmiVector, 2);
            a.hlt();
        });
        int depth = 0;
        guest.Run(exit =>
        {
            if (exit.Reason != KvmExitReason.Io)
                return exit.Reason == KvmExitReason.Hlt;
            if (exit.Io.Port == AskPort)
            {
                guest.Vcpu.Nmi();
            }
            else
            {
                Assert.True(guest.Vcpu.GetVcpuEvents().NmiMasked);
                Assert.Equal(++depth, Apic.CountOf(guest, NmiVector));
                if (depth == 1)
                    guest.Vcpu.Nmi();
            }

            return false;
        });
        Assert.Equal((2, 2), (depth, Apic.CountOf(guest, NmiVector)));
        Assert.False(guest.Vcpu.GetVcpuEvents().NmiMasked);
    }
}
