using Iced.Intel;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>A guest's accesses to addresses without memory: every width, read and write, and across memory's end.</summary>
public sealed class MmioTests : LiveTest
{
    private const ulong Address = GuestRun.MmioAddress;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Writes_of_every_width(int mode)
    {
        using var guest = new GuestRun((GuestMode)mode);
        guest.Load(a =>
        {
            a.mov(edi, (uint)Address);
            a.mov(eax, 0x44332211);
            a.mov(__byte_ptr[edi], al);
            a.mov(__word_ptr[edi + 2], ax);
            a.mov(__dword_ptr[edi + 4], eax);
            a.mov(__dword_ptr[edi + 13], eax);
            if (a.Bitness == 64)
            {
                a.mov(rax, 0x8877665544332211);
                a.mov(__qword_ptr[rdi + 8], rax);
            }

            a.hlt();
        });
        List<GuestAccess> expected =
        [
            GuestAccess.Write(Address, 0x11), GuestAccess.Write(Address + 2, 0x11, 0x22), GuestAccess.Write(Address + 4, 0x11, 0x22, 0x33, 0x44),
            GuestAccess.Write(Address + 13, 0x11, 0x22, 0x33, 0x44),
        ];
        if (guest.Mode == GuestMode.Long)
            expected.Add(GuestAccess.Write(Address + 8, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88));
        Assert.Equal(expected, guest.RunToEnd());
    }

    [Fact]
    public void Reads_of_every_width()
    {
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            a.mov(edi, (uint)Address);
            a.mov(rax, 0x8877665544332211);
            a.mov(rbx, rax);
            a.mov(rcx, rax);
            a.mov(al, __byte_ptr[rdi]);
            a.mov(bx, __word_ptr[rdi + 2]);
            a.mov(ecx, __dword_ptr[rdi + 4]);
            a.mov(rdx, __qword_ptr[rdi + 8]);
            a.movzx(esi, __byte_ptr[rdi + 16]);
            a.movsx(r8, __word_ptr[rdi + 18]);
            a.hlt();
        });
        Assert.Equal(
            [
                GuestAccess.Read(Address, 1), GuestAccess.Read(Address + 2, 2), GuestAccess.Read(Address + 4, 4), GuestAccess.Read(Address + 8, 8),
                GuestAccess.Read(Address + 16, 1), GuestAccess.Read(Address + 18, 2),
            ],
            guest.RunToEnd(static (_, data) => data.Fill(0xEE)));
        KvmRegs regs = guest.Vcpu.GetRegs();
        Assert.Equal((0x88776655443322EEUL, 0x887766554433EEEEUL, 0xEEEEEEEEUL, 0xEEEEEEEEEEEEEEEEUL), (regs.Rax, regs.Rbx, regs.Rcx, regs.Rdx));
        Assert.Equal((0xEEUL, 0xFFFFFFFFFFFFEEEEUL), (regs.Rsi, regs.R8));
    }

    [Fact]
    public void An_access_across_the_end_of_memory_is_half_memory_and_half_MMIO()
    {
        const ulong End = GuestRun.MemoryLength;
        using var guest = new GuestRun(GuestMode.Protected);
        guest.Memory.Write(End - 4, 0x55667788u);
        guest.Load(static a =>
        {
            a.mov(edi, (uint)End);
            a.mov(ebx, __dword_ptr[edi - 2]);
            a.mov(eax, 0x44332211);
            a.mov(__dword_ptr[edi - 2], eax);
            a.hlt();
        });
        List<GuestAccess> accesses = guest.RunToEnd(static (_, data) => data.Fill(0xEE));
        Assert.Equal([GuestAccess.Read(End, 2), GuestAccess.Write(End, 0x33, 0x44)], accesses);
        Assert.Equal(0xEEEE5566UL, guest.Vcpu.GetRegs().Rbx);
        Assert.Equal(0x22117788u, guest.Memory.Read<uint>(End - 4));
    }

    [Fact]
    public void A_string_is_copied_from_MMIO_to_memory_and_back()
    {
        const int Count = 12;
        using var guest = new GuestRun(GuestMode.Protected);
        guest.Load(static a =>
        {
            a.cld();
            a.mov(esi, (uint)Address);
            a.mov(edi, (uint)GuestRun.DataAddress);
            a.mov(ecx, Count);
            a.rep.movsb();
            a.mov(esi, (uint)GuestRun.DataAddress);
            a.mov(edi, (uint)Address);
            a.mov(ecx, Count / 4);
            a.rep.movsd();
            a.hlt();
        });
        byte[] device = [.. Enumerable.Range(1, Count).Select(static i => (byte)i)];
        List<GuestAccess> accesses = guest.RunToEnd((access, data) => device.AsSpan((int)(access.Address - Address), data.Length).CopyTo(data));
        Assert.Equal(device, guest.Memory.GetSpan(GuestRun.DataAddress, Count).ToArray());
        Assert.Equal(Convert.ToHexString(device), string.Concat(accesses.Select(static access => access.Data)));
    }

    [Fact]
    public void Reading_changing_and_writing_back_is_a_read_and_a_write()
    {
        using var guest = new GuestRun(GuestMode.Protected);
        guest.Load(static a =>
        {
            a.mov(edi, (uint)Address);
            a.add(__dword_ptr[edi], 0x10);
            a.pushfd();
            a.pop(ebx);
            a.hlt();
        });
        Assert.Equal([GuestAccess.Read(Address, 4), GuestAccess.Write(Address, 0x0F, 0, 0, 0)], guest.RunToEnd(static (_, data) => data.Fill(0xFF)));
        Assert.Equal(1UL, guest.Vcpu.GetRegs().Rbx & 1); // carry
    }
}
