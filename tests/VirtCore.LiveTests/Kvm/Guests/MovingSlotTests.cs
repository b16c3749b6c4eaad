using Iced.Intel;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>A memory slot that moves and goes away under a guest that runs.</summary>
public sealed class MovingSlotTests : LiveTest
{
    private const ulong Here = 0x400000;
    private const ulong There = 0x600000;
    private const ulong Length = 0x10000;

    [Fact]
    public void A_slot_moves_and_goes_while_the_guest_runs()
    {
        const int AtFirst = 1, Nobody = 0x77, After = 0x78;
        using var guest = new GuestRun(GuestMode.Long);
        using GuestMemory memory = GuestMemory.Create(Length);
        KvmMemorySlot slot = guest.Vm.SetUserMemoryRegion(1, Here, memory.Regions[0]);
        memory.Write(0, AtFirst);
        guest.Load(static a =>
        {
            Label stillHere = a.CreateLabel(), stillThere = a.CreateLabel();
            a.mov(esi, (uint)Here);
            a.mov(edi, (uint)There);
            a.Label(ref stillHere);
            a.inc(__dword_ptr[GuestRun.DataAddress]);
            a.mov(eax, __dword_ptr[rsi]);
            a.cmp(eax, AtFirst);
            a.je(stillHere);
            a.mov(__dword_ptr[GuestRun.DataAddress + 8], eax);
            a.Label(ref stillThere);
            a.inc(__dword_ptr[GuestRun.DataAddress + 4]);
            a.mov(eax, __dword_ptr[rdi]);
            a.cmp(eax, AtFirst);
            a.je(stillThere);
            a.mov(__dword_ptr[GuestRun.DataAddress + 12], eax);
            a.hlt();
        });
        bool removed = false;
        using (var processor = new RunningProcessor(guest.Vcpu, exit =>
        {
            if (exit.Reason == KvmExitReason.Mmio)
            {
                KvmMmioExit read = exit.Mmio;
                Assert.True(read.Address == Here || read.Address == There);
                read.Data.Clear();
                read.Data[0] = read.Address == Here ? (byte)Nobody : Volatile.Read(ref removed) ? (byte)After : (byte)AtFirst; // in mid-move it is at neither
            }

            return exit.Reason is KvmExitReason.Mmio or KvmExitReason.Intr;
        }))
        {
            processor.WaitFor(() => guest.Memory.VolatileRead<int>(GuestRun.DataAddress) > 100, "the guest reads here");
            slot.Move(There);
            processor.WaitFor(() => guest.Memory.VolatileRead<int>(GuestRun.DataAddress + 4) > 100, "the guest reads there");
            slot.Remove();
            Volatile.Write(ref removed, true);
            Assert.Equal(KvmExitReason.Hlt, processor.Join());
        }

        Assert.Equal((Nobody, After), (guest.Memory.Read<int>(GuestRun.DataAddress + 8), guest.Memory.Read<int>(GuestRun.DataAddress + 12)));
        Assert.True(slot.IsRemoved);
    }
}
