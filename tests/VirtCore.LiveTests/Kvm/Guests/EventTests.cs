using Iced.Intel;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>A guest's writes that the kernel takes without an exit: as a count in an eventfd, or collected in a ring.</summary>
public sealed class EventTests : LiveTest
{
    private const ushort Port = 0x610;
    private const ulong Address = GuestRun.MmioAddress;

    [Fact]
    public void A_port_and_an_address_ring_an_eventfd()
    {
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            a.mov(edx, Port);
            a.mov(edi, (uint)Address);
            a.mov(eax, 7);
            a.@out(dx, ax);
            a.@out(dx, ax);
            a.@out(dx, al); // of another width: an exit
            a.mov(__dword_ptr[rdi], eax);
            a.mov(__dword_ptr[rdi + 4], eax); // beside it
            a.hlt();
        });
        using var port = new EventFd();
        using var address = new EventFd();
        using KvmIoeventfd first = guest.Vm.AddPortIoeventfd(port, Port, 2);
        using KvmIoeventfd second = guest.Vm.AddIoeventfd(address, Address, 4);
        Assert.Equal([GuestAccess.Out(Port, 1, 7), GuestAccess.Write(Address + 4, 7, 0, 0, 0)], guest.RunToEnd());
        Assert.True(port.TryTake(out ulong count));
        Assert.Equal(2UL, count);
        Assert.True(address.TryTake(out count));
        Assert.Equal(1UL, count);
        Assert.False(port.TryTake(out _));
    }

    [Fact]
    public void Data_decide_which_eventfd_rings()
    {
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            a.mov(edx, Port);
            foreach (int value in (int[])[1, 2, 2, 3])
            {
                a.mov(eax, value);
                a.@out(dx, eax);
            }

            a.hlt();
        });
        using var one = new EventFd();
        using var two = new EventFd();
        using KvmIoeventfd first = guest.Vm.AddPortIoeventfd(one, Port, 4, dataMatch: 1);
        using KvmIoeventfd second = guest.Vm.AddPortIoeventfd(two, Port, 4, dataMatch: 2);
        Assert.Equal([GuestAccess.Out(Port, 4, 3, 0, 0, 0)], guest.RunToEnd());
        Assert.True(one.TryTake(out ulong count));
        Assert.Equal(1UL, count);
        Assert.True(two.TryTake(out count));
        Assert.Equal(2UL, count);
    }

    [Fact]
    public async Task A_host_waits_for_a_guests_bell()
    {
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            a.mov(edx, Port);
            a.@out(dx, al);
            a.hlt();
        });
        using var bell = new EventFd();
        using KvmIoeventfd link = guest.Vm.AddPortIoeventfd(bell, Port, 1);
        Task<ulong> waiting = bell.TakeAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(waiting.IsCompleted);
        using var thread = new GuestThread(guest.Vcpu, static exit => exit.Reason == KvmExitReason.Intr);
        Assert.Equal(1UL, await waiting.WaitAsync(Patience.Seconds(10), TestContext.Current.CancellationToken));
        Assert.Equal(KvmExitReason.Hlt, thread.Join());
    }

    [Fact]
    public void When_the_link_is_ended_the_write_is_an_exit_again()
    {
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            a.mov(edx, Port);
            a.@out(dx, al);
            a.hlt();
        });
        using var bell = new EventFd();
        guest.Vm.AddPortIoeventfd(bell, Port, 1).Dispose();
        Assert.Equal([GuestAccess.Out(Port, 1, 0)], guest.RunToEnd());
        Assert.False(bell.TryTake(out _));
    }

    [Fact]
    public void Collected_writes_come_in_order_before_the_next_exit()
    {
        Requires.KvmCapability(KvmCapability.CoalescedMmio);
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            a.mov(edi, (uint)Address);
            a.mov(rax, 0x8877665544332211);
            a.mov(__byte_ptr[rdi], al);
            a.mov(__word_ptr[rdi + 2], ax);
            a.mov(__qword_ptr[rdi + 8], rax);
            a.@out(0x10, al);
            a.mov(__dword_ptr[rdi + 4], eax);
            a.hlt();
        });
        using KvmCoalescedZone zone = guest.Vm.RegisterCoalescedMmio(Address, 0x1000);
        Assert.Equal(KvmExitReason.Io, guest.Next().Reason);
        Assert.Equal(
            [new(Address, 1, 0x11, false), new(Address + 2, 2, 0x2211, false), new(Address + 8, 8, 0x8877665544332211, false)],
            TakeAll(guest.Vcpu));
        guest.RunToEnd();
        Assert.Equal([new(Address + 4, 4, 0x44332211, false)], TakeAll(guest.Vcpu));
        zone.Dispose();
    }

    [Fact]
    public void Collected_ports()
    {
        Requires.KvmCapability(KvmCapability.CoalescedPio);
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            a.mov(edx, Port);
            a.mov(eax, 0x44332211);
            a.@out(dx, ax);
            a.@out(dx, al);
            a.hlt();
        });
        using KvmCoalescedZone zone = guest.Vm.RegisterCoalescedPio(Port, 2);
        Assert.Empty(guest.RunToEnd());
        Assert.Equal([new(Port, 2, 0x2211, true), new(Port, 1, 0x11, true)], TakeAll(guest.Vcpu));
    }

    [Fact]
    public void A_full_ring_is_an_exit_and_loses_nothing()
    {
        const int Writes = 500;
        Requires.KvmCapability(KvmCapability.CoalescedMmio);
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            Label again = a.CreateLabel();
            a.mov(edi, (uint)Address);
            a.mov(ecx, Writes);
            a.Label(ref again);
            a.mov(__dword_ptr[rdi], ecx);
            a.loop(again);
            a.hlt();
        });
        using KvmCoalescedZone zone = guest.Vm.RegisterCoalescedMmio(Address, 0x1000);
        List<ulong> seen = [];
        int exits = 0;
        guest.Run(exit =>
        {
            while (exit.Vcpu.TryReadCoalesced(out KvmCoalescedWrite write))
                seen.Add(write.Data);
            if (exit.Reason == KvmExitReason.Mmio)
            {
                exits++;
                seen.Add(GuestMachine.NumberOf(exit.Mmio.Data));
            }

            return exit.Reason == KvmExitReason.Hlt;
        });
        Assert.Equal([.. Enumerable.Range(1, Writes).Reverse().Select(static i => (ulong)i)], seen);
        Assert.InRange(exits, 1, Writes / 100);
    }

    private static List<KvmCoalescedWrite> TakeAll(KvmVcpu vcpu)
    {
        List<KvmCoalescedWrite> writes = [];
        while (vcpu.TryReadCoalesced(out KvmCoalescedWrite write))
            writes.Add(write);
        return writes;
    }
}
