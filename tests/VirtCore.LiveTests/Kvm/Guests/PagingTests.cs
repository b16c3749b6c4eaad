using Iced.Intel;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>Mappings that the guest makes and changes itself, what the host sees of them, and code that the guest writes.</summary>
public sealed class PagingTests : LiveTest
{
    private const ulong Table = 0x20000; // a page table for 2 MiB from Virtual on
    private const int Directory = 0x21000;
    private const ulong Virtual = 0x40000000; // the second GiB: unmapped at first
    private const ulong FirstPage = 0x100000;
    private const ulong SecondPage = 0x101000;
    private const int Flags = (int)(GuestMachine.PagePresent | GuestMachine.PageWritable);

    [Fact]
    public void A_page_is_mapped_written_remapped_and_read_elsewhere()
    {
        using var guest = new GuestRun(GuestMode.Long);
        guest.Memory.Write(SecondPage, 0x2222222222222222UL);
        guest.Load(static a =>
        {
            MapTable(a);
            MapPage(a, FirstPage);
            a.mov(rdi, Virtual);
            a.mov(rax, 0x1111111111111111);
            a.mov(__qword_ptr[rdi], rax);
            a.mov(rbx, __qword_ptr[rdi]);
            MapPage(a, SecondPage);
            a.invlpg(__[rdi]);
            a.mov(rcx, __qword_ptr[rdi]);
            a.mov(__qword_ptr[rdi + 8], rbx);
            a.hlt();
        });
        guest.RunToEnd();
        KvmRegs regs = guest.Vcpu.GetRegs();
        Assert.Equal((0x1111111111111111UL, 0x2222222222222222UL), (regs.Rbx, regs.Rcx));
        Assert.Equal(0x1111111111111111UL, guest.Memory.Read<ulong>(FirstPage));
        Assert.Equal(0UL, guest.Memory.Read<ulong>(FirstPage + 8));
        Assert.Equal(0x1111111111111111UL, guest.Memory.Read<ulong>(SecondPage + 8));
    }

    [Fact]
    public void Translate_follows_the_guests_tables()
    {
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            MapTable(a);
            MapPage(a, SecondPage);
            a.hlt();
        });
        KvmTranslation before = guest.Vcpu.Translate(Virtual + 0x123);
        Assert.False(before.Valid);
        guest.RunToEnd();
        KvmTranslation after = guest.Vcpu.Translate(Virtual + 0x123);
        Assert.Equal((true, SecondPage + 0x123, Virtual + 0x123), (after.Valid, after.PhysicalAddress, after.LinearAddress));
        Assert.Equal(GuestRun.CodeAddress, guest.Vcpu.Translate(GuestRun.CodeAddress).PhysicalAddress);
    }

    [Fact]
    public void A_read_only_page_refuses_a_write_while_CR0_says_so()
    {
        const byte PageFault = 14;
        using var guest = new GuestRun(GuestMode.Long);
        Label handler = default;
        Func<Label, ulong> address = guest.Load(a =>
        {
            handler = a.CreateLabel();
            a.mov(rax, cr0);
            a.or(eax, 1 << 16); // WP
            a.mov(cr0, rax);
            MapTable(a);
            a.mov(__qword_ptr[Table], (int)(FirstPage | GuestMachine.PagePresent));
            a.mov(rdi, Virtual);
            a.mov(__dword_ptr[rdi], 0x55);
            a.mov(ecx, __dword_ptr[rdi]);
            a.hlt();
            a.Label(ref handler); // lets the write through
            a.pop(rsi);
            MapPage(a, FirstPage);
            a.invlpg(__[rdi]);
            a.iretq();
        });
        guest.SetHandler(PageFault, address(handler));
        guest.RunToEnd();
        KvmRegs regs = guest.Vcpu.GetRegs();
        Assert.Equal((3UL, 0x55UL), (regs.Rsi, regs.Rcx)); // present, write
        Assert.Equal(0x55u, guest.Memory.Read<uint>(FirstPage));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_guest_of_32_bits_maps_pages(bool pae)
    {
        Requires.KvmPaging32();
        using var guest = new GuestRun(GuestMode.Protected);
        guest.Load(a =>
        {
            Paging32Guest.Write(a, pae);
            a.hlt();
        });
        guest.RunToEnd();
        Assert.Equal(0x5A5A5A5Au, guest.Memory.Read<uint>(Paging32Guest.Page));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Code_that_the_guest_changes_runs_changed(int mode)
    {
        using var guest = new GuestRun((GuestMode)mode);
        guest.Load(static a =>
        {
            Label again = a.CreateLabel();
            a.Label(ref again);
            a.add(bl, 1); // 80 C3 01: the last byte is what changes
            a.inc(__byte_ptr[GuestRun.CodeAddress + 2]);
            a.loop(again);
            a.hlt();
        });
        guest.Vcpu.SetRegs(guest.Vcpu.GetRegs() with { Rcx = 5 });
        guest.RunToEnd();
        Assert.Equal(1UL + 2 + 3 + 4 + 5, guest.Vcpu.GetRegs().Rbx);
    }

    [Fact]
    public void Code_that_the_host_changes_runs_changed()
    {
        using var guest = new GuestRun(GuestMode.Protected);
        for (uint i = 1; i <= 3; i++)
        {
            uint value = i * 0x1111;
            guest.Load(a =>
            {
                a.mov(ebx, value);
                a.hlt();
            });
            GuestMachine.SetUp(guest.Vcpu, guest.Mode, GuestRun.CodeAddress);
            guest.RunToEnd();
            Assert.Equal(value, guest.Vcpu.GetRegs().Rbx);
        }
    }

    [Fact]
    public void A_guest_finds_its_own_way_from_real_to_long_mode()
    {
        Requires.KvmPaging32();
        if (Environment.GetEnvironmentVariable("VIRTCORE_LAB") is not null)
            Assert.Skip("under the lab's emulated SVM a guest goes astray now and then at an MSR in real mode (seen on Linux 6.1)");
        using var guest = new GuestRun(GuestMode.Real);
        const ulong Wide = GuestRun.CodeAddress + 0x800;
        guest.Load(static a =>
        {
            a.lgdt(__[(uint)GuestRun.DataAddress]);
            a.mov(eax, 0x20);
            a.mov(cr4, eax);
            a.mov(eax, (uint)GuestMachine.Pml4Address);
            a.mov(cr3, eax);
            a.mov(ecx, 0xC0000080);
            a.rdmsr();
            a.or(eax, 0x100);
            a.wrmsr();
            a.mov(eax, cr0);
            a.or(eax, 0x80000001);
            a.mov(cr0, eax);
            a.db(0x66, 0xEA); // jmp Code64:Wide
            a.dd((uint)Wide);
            a.dw(GuestMachine.Code64);
        });
        guest.Memory.Write(GuestRun.DataAddress, (ushort)(6 * 8 - 1));
        guest.Memory.Write(GuestRun.DataAddress + 2, (uint)GuestMachine.GdtAddress);
        guest.Load(
            static a =>
            {
                a.mov(rbx, 0x1122334455667788);
                a.hlt();
            },
            Wide,
            bitness: 64);
        guest.RunToEnd();
        Assert.Equal(0x1122334455667788UL, guest.Vcpu.GetRegs().Rbx);
        Assert.Equal(0x500UL, guest.Vcpu.GetSregs().Efer & 0x500);
    }

    // Hangs a page table below the directory of the second GiB.
    private static void MapTable(Assembler a)
    {
        a.mov(__qword_ptr[Directory], (int)Table | Flags);
        a.mov(__qword_ptr[(uint)GuestMachine.PdptAddress + 8], Directory | Flags);
    }

    private static void MapPage(Assembler a, ulong page) => a.mov(__qword_ptr[Table], (int)page | Flags);
}
