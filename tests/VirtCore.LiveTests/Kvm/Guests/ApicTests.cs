using Iced.Intel;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>The APICs of a PC in the kernel: what a line, a message and a timer do to a guest.</summary>
public sealed class ApicTests : LiveTest
{
    private const byte ReadyPort = 0x80;
    private const byte Vector = 0x41;
    private const int Times = 5;

    [Fact]
    public void A_level_on_a_pin_comes_again_until_it_falls()
    {
        const int Pin = 21, Lower = 0x81;
        using GuestRun guest = NewGuest();
        Apic.Handle(guest, Vector, static a => a.@out(Lower, al));
        LoadWaiter(guest, static a => Apic.SetPin(a, Pin, Vector, Apic.Level), Vector, 1, static a => Apic.WaitFor(a, Vector, 3));
        int seen = 0;
        guest.Run(exit =>
        {
            if (GuestRun.IsDone(exit))
                return true;
            if (exit.Reason == KvmExitReason.Io && exit.Io.Port == ReadyPort)
                guest.Vm.SetIrqLine(Pin, true);
            else if (exit.Reason == KvmExitReason.Io && ++seen == 3)
                guest.Vm.SetIrqLine(Pin, false);
            return false;
        });
        Assert.Equal((3, 3), (seen, Apic.CountOf(guest, Vector)));
    }

    [Fact]
    public void A_message_is_an_interrupt_where_a_processor_listens()
    {
        using GuestRun guest = NewGuest();
        Apic.Handle(guest, Vector);
        Assert.False(guest.Vm.SignalMsi(new KvmMsi { AddressLow = Apic.Local, Data = Vector }), "The APIC is off.");
        LoadWaiter(guest, static _ => { }, Vector, Times);
        bool? elsewhere = null;
        OnReady(guest, () =>
        {
            Assert.True(guest.Vm.SignalMsi(new KvmMsi { AddressLow = Apic.Local, Data = Vector }));
            elsewhere = guest.Vm.SignalMsi(new KvmMsi { AddressLow = Apic.Local | 77 << 12, Data = Vector });
        });
        Assert.Equal((Times, false), (Apic.CountOf(guest, Vector), elsewhere));
    }

    [Fact]
    public void The_local_APICs_timer_fires_once()
    {
        const int Timer = 0x320, Divider = 0x3E0, InitialCount = 0x380;
        using GuestRun guest = NewGuest();
        Apic.Handle(guest, Vector);
        guest.Load(static a =>
        {
            Apic.Enable(a);
            Apic.Write(a, Divider, 0xB); // by one
            Apic.Write(a, Timer, Vector);
            Apic.Write(a, InitialCount, 10_000);
            a.sti();
            Apic.WaitFor(a, Vector, 1);
            a.@out((byte)GuestRun.DonePort, al);
        });
        guest.RunToEnd();
        Assert.Equal(1, Apic.CountOf(guest, Vector));
        Span<byte> registers = guest.Vcpu.GetLapic().Regs;
        Assert.Equal(Vector, registers[Timer]);
    }

    [Fact]
    public void Routes_that_lead_nowhere_are_refused()
    {
        using GuestRun guest = NewGuest();
        Assert.Throws<KernelException>(() => guest.Vm.SetGsiRouting(KvmIrqRoute.ToIrqchip(0, KvmIrqchip.Ioapic, 99)));
        Assert.Throws<KernelException>(() => guest.Vm.SetGsiRouting(KvmIrqRoute.ToIrqchip(1 << 20, KvmIrqchip.Ioapic, 1)));
    }

    [Fact]
    public void Two_links_of_one_eventfd_to_one_interrupt_are_refused()
    {
        using GuestRun guest = NewGuest();
        using var trigger = new EventFd();
        using KvmIrqfd link = guest.Vm.AddIrqfd(trigger, 5);
        Assert.Equal("EBUSY", Assert.Throws<KernelException>(() => guest.Vm.AddIrqfd(trigger, 5)).ErrnoName);
    }

    [Fact]
    public void With_controllers_in_the_kernel_the_host_injects_nothing()
    {
        using GuestRun guest = NewGuest();
        Assert.Equal("ENXIO", Assert.Throws<KernelException>(() => guest.Vcpu.Interrupt(Vector)).ErrnoName);
    }

    private static GuestRun NewGuest() => Apic.NewGuest(static vm => vm.CreateIrqchip());

    // Says that it is ready, and waits for the next one, so often.
    private static void LoadWaiter(GuestRun guest, Action<Assembler> prepare, byte vector, int times, Action<Assembler>? after = null) => guest.Load(a =>
    {
        Apic.Enable(a);
        prepare(a);
        a.sti();
        for (int i = 1; i <= times; i++)
        {
            a.@out(ReadyPort, al);
            Apic.WaitFor(a, vector, i);
        }

        after?.Invoke(a);
        a.@out((byte)GuestRun.DonePort, al);
    });

    private static void OnReady(GuestRun guest, Action raise) => guest.Run(exit =>
    {
        if (exit.Reason == KvmExitReason.Io && exit.Io.Port == ReadyPort)
            raise();
        return GuestRun.IsDone(exit);
    });
}
