using Iced.Intel;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>Interrupts on every way into a guest.</summary>
public sealed class InterruptTests : LiveTest
{
    private const byte Vector = 0x50;

    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    public void A_line_of_the_PIC(int line)
    {
        using var guest = new GuestRun(GuestMode.Long, static vm => vm.CreateIrqchip());
        InterruptGuest.Load(guest, (byte)(InterruptGuest.PicVector + line), 1, InterruptGuest.Pic(line), InterruptGuest.EndPic(line));
        InterruptGuest.Run(guest, () =>
        {
            guest.Vm.SetIrqLine((uint)line, true);
            guest.Vm.SetIrqLine((uint)line, false);
        });
        Assert.Equal(1u, guest.Memory.Read<uint>(InterruptGuest.Counter));
    }

    [Fact]
    public void A_line_of_the_IOAPIC_and_a_route_to_another_pin()
    {
        const uint Gsi = 40;
        using var guest = new GuestRun(GuestMode.Long, static vm => vm.CreateIrqchip());
        guest.Vm.SetGsiRouting(KvmIrqRoute.ToIrqchip(Gsi, KvmIrqchip.Ioapic, 7));
        InterruptGuest.Load(guest, Vector, 1, InterruptGuest.Ioapic(7, Vector, level: false), InterruptGuest.EndApic);
        InterruptGuest.Run(guest, () =>
        {
            Assert.True(guest.Vm.SetIrqLine(Gsi, true) >= 0);
            guest.Vm.SetIrqLine(Gsi, false);
        });
        Assert.Equal(1u, guest.Memory.Read<uint>(InterruptGuest.Counter));
        KvmIrqchipState state = guest.Vm.GetIrqchip(KvmIrqchip.Ioapic);
        Assert.True(state.Data.Contains(Vector));
        guest.Vm.SetIrqchip(state);
        Assert.Equal(0x1FF, BitConverter.ToInt32(guest.Vcpu.GetLapic().Regs[0xF0..]));
    }

    [Fact]
    public void A_route_to_a_message()
    {
        const uint Gsi = 41;
        using var guest = new GuestRun(GuestMode.Long, static vm => vm.CreateIrqchip());
        guest.Vm.SetGsiRouting(KvmIrqRoute.ToMsi(Gsi, GuestMachine.ApicAddress, Vector));
        InterruptGuest.Load(guest, Vector, 1, InterruptGuest.Apic, InterruptGuest.EndApic);
        InterruptGuest.Run(guest, () => guest.Vm.SetIrqLine(Gsi, true));
        Assert.Equal(1u, guest.Memory.Read<uint>(InterruptGuest.Counter));
    }

    [Fact]
    public void A_message_that_the_host_sends()
    {
        Requires.KvmCapability(KvmCapability.SignalMsi);
        using var guest = new GuestRun(GuestMode.Long, static vm => vm.CreateIrqchip());
        InterruptGuest.Load(guest, Vector, 1, InterruptGuest.Apic, InterruptGuest.EndApic);
        InterruptGuest.Run(guest, () => Assert.True(guest.Vm.SignalMsi(new KvmMsi { AddressLow = GuestMachine.ApicAddress, Data = Vector })));
        Assert.Equal(1u, guest.Memory.Read<uint>(InterruptGuest.Counter));
    }

    [Fact]
    public void The_PIT_ticks()
    {
        using var guest = new GuestRun(GuestMode.Long, static vm =>
        {
            vm.CreateIrqchip();
            vm.CreatePit();
        });
        InterruptGuest.Load(
            guest,
            InterruptGuest.PicVector,
            3,
            static a =>
            {
                InterruptGuest.Pic(0)(a);
                foreach ((byte port, byte value) in ((byte, byte)[])[(0x43, 0x34), (0x40, 0x9C), (0x40, 0x2E)]) // channel 0, mode 2, 10 ms
                    InterruptGuest.Out(a, port, value);
            },
            InterruptGuest.EndPic(0));
        guest.RunToEnd();
        Assert.True(guest.Memory.Read<uint>(InterruptGuest.Counter) >= 3);
        guest.Vm.SetPit(guest.Vm.GetPit());
    }

    [Fact]
    public void A_split_controller_tells_the_host_of_a_levels_end()
    {
        const uint Gsi = 5;
        Requires.KvmCapability(KvmCapability.SplitIrqchip);
        using var guest = new GuestRun(GuestMode.Long, static vm => vm.EnableSplitIrqchip());
        guest.Vm.SetGsiRouting(KvmIrqRoute.ToMsi(Gsi, GuestMachine.ApicAddress, Vector | 0xC000)); // level, asserted
        InterruptGuest.Load(guest, Vector, 1, InterruptGuest.Apic, InterruptGuest.EndApic);
        Assert.Equal(KvmExitReason.Io, guest.Next().Reason);
        guest.Vm.SetIrqLine(Gsi, true);
        // A KVM that emulates instructions may come to the guest's next exit first.
        List<KvmExitReason> reasons = [];
        for (int i = 0; i < 2; i++)
        {
            KvmExit exit = guest.Next();
            reasons.Add(exit.Reason);
            if (exit.Reason == KvmExitReason.IoapicEoi)
                Assert.Equal(Vector, exit.IoapicEoi);
        }

        Assert.Equal([KvmExitReason.Io, KvmExitReason.IoapicEoi], reasons.Order());
        Assert.Equal(1u, guest.Memory.Read<uint>(InterruptGuest.Counter));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_controllers_the_host_waits_until_the_guest_is_ready_and_injects(bool window)
    {
        if (window)
            Requires.KvmInterruptWindow();
        using var guest = new GuestRun(GuestMode.Long);
        Label handler = default;
        Func<Label, ulong> address = guest.Load(a =>
        {
            handler = a.CreateLabel();
            Label wait = a.CreateLabel();
            a.@out(0x10, al);
            a.sti();
            a.Label(ref wait);
            a.@out(0x11, al);
            a.test(ebx, ebx);
            a.je(wait);
            a.hlt();
            a.Label(ref handler);
            a.mov(ebx, 0x77);
            a.iretq();
        });
        guest.SetHandler(Vector, address(handler));
        Assert.Equal(KvmExitReason.Io, guest.Next().Reason);
        Assert.False(guest.Vcpu.InterruptFlag);
        Assert.False(guest.Vcpu.ReadyForInterruptInjection);
        guest.Vcpu.RequestInterruptWindow = window;
        Assert.Equal(window, guest.Vcpu.RequestInterruptWindow);
        KvmExitReason reason = default;
        for (int exits = 0; !guest.Vcpu.ReadyForInterruptInjection; exits++)
        {
            Assert.True(exits < 10, "The guest does not get ready.");
            reason = guest.Next().Reason;
        }

        Assert.Equal(window ? KvmExitReason.IrqWindowOpen : KvmExitReason.Io, reason);
        guest.Vcpu.RequestInterruptWindow = false;
        guest.Vcpu.Interrupt(Vector);
        guest.RunToEnd();
        Assert.Equal(0x77UL, guest.Vcpu.GetRegs().Rbx);
    }

    [Fact]
    public void An_NMI_comes_with_interrupts_off()
    {
        const byte Nmi = 2;
        using var guest = new GuestRun(GuestMode.Long);
        Label handler = default;
        Func<Label, ulong> address = guest.Load(a =>
        {
            handler = a.CreateLabel();
            a.@out(0x10, al);
            a.nop();
            a.nop();
            a.hlt();
            a.Label(ref handler);
            a.mov(ebx, 0x77);
            a.iretq();
        });
        guest.SetHandler(Nmi, address(handler));
        Assert.Equal(KvmExitReason.Io, guest.Next().Reason);
        guest.Vcpu.Nmi();
        guest.RunToEnd();
        Assert.Equal(0x77UL, guest.Vcpu.GetRegs().Rbx);
    }

    [Fact]
    public void An_eventfd_raises_an_interrupt_until_the_link_is_ended()
    {
        const uint Gsi = 7;
        using var guest = new GuestRun(GuestMode.Long, static vm => vm.CreateIrqchip());
        InterruptGuest.Load(guest, Vector, 1, InterruptGuest.Ioapic((int)Gsi, Vector, level: false), InterruptGuest.EndApic);
        using var trigger = new EventFd();
        using KvmIrqfd link = guest.Vm.AddIrqfd(trigger, Gsi);
        InterruptGuest.Run(guest, () => trigger.Signal());
        Assert.Equal(1u, guest.Memory.Read<uint>(InterruptGuest.Counter));
        link.Dispose();
        // Nobody takes it now but the host.
        trigger.Signal();
        Assert.True(trigger.TryTake(out ulong count));
        Assert.Equal(1UL, count);
    }

    [Fact]
    public async Task A_levels_end_comes_back_by_another_eventfd()
    {
        const uint Gsi = 9;
        Requires.KvmCapability(KvmCapability.IrqfdResample);
        using var guest = new GuestRun(GuestMode.Long, static vm => vm.CreateIrqchip());
        InterruptGuest.Load(guest, Vector, 1, InterruptGuest.Ioapic((int)Gsi, Vector, level: true), InterruptGuest.EndApic);
        using var trigger = new EventFd();
        using var resample = new EventFd();
        using KvmIrqfd link = guest.Vm.AddIrqfd(trigger, Gsi, resample);
        InterruptGuest.Run(guest, () => trigger.Signal());
        Assert.Equal(1UL, await resample.TakeAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Seconds(10), TestContext.Current.CancellationToken));
        Assert.Equal(1u, guest.Memory.Read<uint>(InterruptGuest.Counter));
    }
}
