using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>Which of a guest's writes an ioeventfd takes.</summary>
public sealed class IoeventfdTests : LiveTest
{
    private const ushort Port = 0x600;
    private const ulong Address = GuestRun.MmioAddress;

    [Fact]
    public void A_write_to_a_port_signals_and_others_leave()
    {
        using var guest = new GuestRun(GuestMode.Long);
        using var signalled = new EventFd();
        using KvmIoeventfd link = guest.Vm.AddPortIoeventfd(signalled, Port, 2);
        guest.Load(static a =>
        {
            a.mov(dx, Port);
            a.mov(eax, 0x1234);
            a.@out(dx, ax);
            a.@out(dx, ax);
            a.@out(dx, al); // another width
            a.inc(dx);
            a.@out(dx, ax); // another port
            a.hlt();
        });
        Assert.Equal([GuestAccess.Out(Port, 1, 0x34), GuestAccess.Out(Port + 1, 2, 0x34, 0x12)], guest.RunToEnd());
        Assert.True(signalled.TryTake(out ulong count));
        Assert.Equal(2UL, count);
    }

    [Fact]
    public void A_length_of_zero_takes_any()
    {
        using var guest = new GuestRun(GuestMode.Long);
        if (guest.Vm.CheckExtension(KvmCapability.IoeventfdAnyLength) == 0)
            Assert.Skip("This KVM's ioeventfds have a length (before Linux 4.4).");
        using var signalled = new EventFd();
        using KvmIoeventfd link = guest.Vm.AddIoeventfd(signalled, Address, 0);
        guest.Load(static a =>
        {
            a.mov(edi, (uint)Address);
            a.mov(__byte_ptr[rdi], al);
            a.mov(__word_ptr[rdi], ax);
            a.mov(__dword_ptr[rdi], eax);
            a.mov(__qword_ptr[rdi], rax);
            a.hlt();
        });
        Assert.Empty(guest.RunToEnd());
        Assert.True(signalled.TryTake(out ulong count));
        Assert.Equal(4UL, count);
    }
}
