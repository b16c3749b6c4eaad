using Iced.Intel;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>Memory that is put in, moved, taken away and protected, as the guest sees it.</summary>
public sealed class MemorySlotTests : LiveTest
{
    private const ulong First = 0x400000;
    private const ulong Second = 0x600000;

    [Fact]
    public void A_write_to_read_only_memory_is_an_exit_and_changes_nothing()
    {
        Requires.KvmCapability(KvmCapability.ReadonlyMem);
        using var guest = new GuestRun(GuestMode.Long);
        using var memory = GuestMemory.Create(0x1000);
        memory.Write(0, 0x11223344u);
        guest.Vm.SetUserMemoryRegion(1, First, memory.Regions[0], KvmMemoryFlags.ReadOnly);
        guest.Load(static a =>
        {
            a.mov(edi, (uint)First);
            a.mov(ebx, __dword_ptr[rdi]);
            a.mov(__dword_ptr[rdi], 5);
            a.mov(ecx, __dword_ptr[rdi]);
            a.hlt();
        });
        Assert.Equal([GuestAccess.Write(First, 5, 0, 0, 0)], guest.RunToEnd());
        Assert.Equal((0x11223344UL, 0x11223344UL), (guest.Vcpu.GetRegs().Rbx, guest.Vcpu.GetRegs().Rcx));
        Assert.Equal(0x11223344u, memory.Read<uint>(0));
    }

    [Fact]
    public void One_memory_at_two_addresses_is_one()
    {
        using var guest = new GuestRun(GuestMode.Long);
        using var memory = GuestMemory.Create(0x1000);
        guest.Vm.SetUserMemoryRegion(1, First, memory.Regions[0]);
        guest.Vm.SetUserMemoryRegion(2, Second, memory.Regions[0]);
        guest.Load(static a =>
        {
            a.mov(edi, (uint)First);
            a.mov(esi, (uint)Second);
            a.mov(__dword_ptr[rdi + 4], 0x55);
            a.mov(ebx, __dword_ptr[rsi + 4]);
            a.add(__dword_ptr[rsi + 4], 1);
            a.mov(ecx, __dword_ptr[rdi + 4]);
            a.hlt();
        });
        Assert.Empty(guest.RunToEnd());
        Assert.Equal((0x55UL, 0x56UL), (guest.Vcpu.GetRegs().Rbx, guest.Vcpu.GetRegs().Rcx));
        Assert.Equal(0x56u, memory.Read<uint>(4));
    }

    [Fact]
    public void Memory_is_moved_and_removed_between_two_exits()
    {
        using var guest = new GuestRun(GuestMode.Long);
        using var memory = GuestMemory.Create(0x1000);
        memory.Write(0, 0x77u);
        KvmMemorySlot slot = guest.Vm.SetUserMemoryRegion(1, First, memory.Regions[0]);
        guest.Load(static a =>
        {
            Label again = a.CreateLabel();
            a.mov(edi, (uint)First);
            a.mov(esi, (uint)Second);
            a.Label(ref again);
            a.mov(eax, __dword_ptr[rdi]);
            a.@out(0x10, eax);
            a.mov(eax, __dword_ptr[rsi]);
            a.@out(0x11, eax);
            a.jmp(again);
        });
        Assert.Equal([GuestAccess.Out(0x10, 4, 0x77, 0, 0, 0), GuestAccess.Read(Second, 4), GuestAccess.Out(0x11, 4, 0xEE, 0xEE, 0xEE, 0xEE)], Three());
        slot.Move(Second);
        Assert.Equal([GuestAccess.Read(First, 4), GuestAccess.Out(0x10, 4, 0xEE, 0xEE, 0xEE, 0xEE), GuestAccess.Out(0x11, 4, 0x77, 0, 0, 0)], Three());
        slot.Remove();
        Assert.Equal([GuestAccess.Read(First, 4), GuestAccess.Out(0x10, 4, 0xEE, 0xEE, 0xEE, 0xEE), GuestAccess.Read(Second, 4)], Three());

        List<GuestAccess> Three()
        {
            List<GuestAccess> accesses = [];
            for (int i = 0; i < 3; i++)
            {
                KvmExit exit = guest.Next();
                accesses.Add(GuestAccess.Of(exit));
                if (exit.Reason == KvmExitReason.Mmio)
                    exit.Mmio.Data.Fill(0xEE);
            }

            return accesses;
        }
    }

    [Fact]
    public void Memory_is_taken_from_a_guest_that_runs()
    {
        using var guest = new GuestRun(GuestMode.Long);
        using var memory = GuestMemory.Create(0x1000);
        KvmMemorySlot slot = guest.Vm.SetUserMemoryRegion(1, First, memory.Regions[0]);
        guest.Load(static a =>
        {
            Label again = a.CreateLabel();
            a.mov(edi, (uint)First);
            a.Label(ref again);
            a.inc(__dword_ptr[rdi]);
            a.jmp(again);
        });
        GuestAccess access = default;
        using var thread = new GuestThread(guest.Vcpu, exit =>
        {
            if (exit.Reason == KvmExitReason.Intr)
                return true;
            access = GuestAccess.Of(exit);
            return false;
        });
        Assert.True(SpinWait.SpinUntil(() => memory.VolatileRead<uint>(0) > 10, Patience.Seconds(10)), "The guest does not run.");
        slot.Remove();
        Assert.Equal(KvmExitReason.Mmio, thread.Join());
        Assert.Equal(First, access.Address);
        uint last = memory.Read<uint>(0);
        Assert.True(last > 10);
    }

    [Fact]
    public void A_private_page_is_the_guests_alone()
    {
        Requires.KvmCapability(KvmCapability.GuestMemfd);
        using var system = KvmSystem.Open();
        if ((system.VmTypes & (1u << (int)KvmVmType.SoftwareProtected)) == 0)
            Assert.Skip("This KVM makes no software-protected VMs (KVM_SW_PROTECTED_VM).");
        using var guest = new GuestRun(GuestMode.Long, type: KvmVmType.SoftwareProtected);
        using var memory = GuestMemory.Create(0x2000);
        using KvmGuestMemfd own = guest.Vm.CreateGuestMemfd(0x2000);
        guest.Vm.SetUserMemoryRegion(1, First, memory.Regions[0], KvmMemoryFlags.GuestMemfd, own);
        memory.Write(0x1000, 0x11u);
        guest.Vm.SetMemoryAttributes(First + 0x1000, 0x1000, isPrivate: true);
        guest.Load(static a =>
        {
            a.mov(edi, (uint)First);
            a.mov(ebx, __dword_ptr[rdi + 0x1000]);
            a.mov(__dword_ptr[rdi], 0x22);
            a.mov(__dword_ptr[rdi + 0x1000], 0x33);
            a.mov(ecx, __dword_ptr[rdi + 0x1000]);
            a.hlt();
        });
        Assert.Empty(guest.RunToEnd());
        Assert.Equal((0UL, 0x33UL), (guest.Vcpu.GetRegs().Rbx, guest.Vcpu.GetRegs().Rcx));
        Assert.Equal((0x22u, 0x11u), (memory.Read<uint>(0), memory.Read<uint>(0x1000)));
    }
}
