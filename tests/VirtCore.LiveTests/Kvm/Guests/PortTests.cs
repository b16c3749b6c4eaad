using Iced.Intel;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>A guest's ports: every width, single and in strings.</summary>
public sealed class PortTests : LiveTest
{
    private const ushort Port = 0x600;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Out_of_every_width(int mode)
    {
        using var guest = new GuestRun((GuestMode)mode);
        guest.Load(static a =>
        {
            a.mov(edx, Port);
            a.mov(eax, 0x44332211);
            a.@out(dx, al);
            a.@out(dx, ax);
            a.@out(dx, eax);
            a.@out(0x80, al);
            a.hlt();
        });
        Assert.Equal(
            [GuestAccess.Out(Port, 1, 0x11), GuestAccess.Out(Port, 2, 0x11, 0x22), GuestAccess.Out(Port, 4, 0x11, 0x22, 0x33, 0x44), GuestAccess.Out(0x80, 1, 0x11)],
            guest.RunToEnd());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void In_of_every_width_leaves_the_rest_of_the_register(int mode)
    {
        using var guest = new GuestRun((GuestMode)mode);
        guest.Load(static a =>
        {
            a.mov(edx, Port);
            a.mov(eax, 0x44332211);
            a.@in(al, dx);
            a.mov(ebx, eax);
            a.mov(eax, 0x44332211);
            a.@in(ax, dx);
            a.mov(ecx, eax);
            a.@in(eax, dx);
            a.hlt();
        });
        Assert.Equal([GuestAccess.In(Port, 1), GuestAccess.In(Port, 2), GuestAccess.In(Port, 4)], guest.RunToEnd(static (_, data) => data.Fill(0xEE)));
        KvmRegs regs = guest.Vcpu.GetRegs();
        Assert.Equal((0x443322EEUL, 0x4433EEEEUL, 0xEEEEEEEEUL), (regs.Rbx, regs.Rcx, regs.Rax));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(4, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(4, true)]
    public void A_string_goes_out_in_order(int size, bool down)
    {
        const int Count = 9;
        using var guest = new GuestRun(GuestMode.Protected);
        for (uint i = 0; i < Count * size; i++)
            guest.Memory.Write(GuestRun.DataAddress + i, (byte)(i + 1));
        guest.Load(a =>
        {
            SetDirection(a, down);
            a.mov(edx, Port);
            a.mov(ecx, Count);
            a.mov(esi, (uint)GuestRun.DataAddress + (down ? (uint)((Count - 1) * size) : 0));
            switch (size)
            {
                case 1:
                    a.rep.outsb();
                    break;
                case 2:
                    a.rep.outsw();
                    break;
                default:
                    a.rep.outsd();
                    break;
            }

            a.hlt();
        });
        List<GuestAccess> accesses = guest.RunToEnd();
        Assert.All(accesses, access => Assert.Equal((true, true, (ulong)Port, size), (access.IsPort, access.IsWrite, access.Address, access.Size)));
        IEnumerable<int> elements = Enumerable.Range(0, Count);
        string expected = string.Concat((down ? elements.Reverse() : elements).SelectMany(i => Enumerable.Range(i * size + 1, size)).Select(static b => $"{b:X2}"));
        Assert.Equal(expected, string.Concat(accesses.Select(static access => access.Data)));
        KvmRegs regs = guest.Vcpu.GetRegs();
        Assert.Equal((0UL, down ? GuestRun.DataAddress - (ulong)size : GuestRun.DataAddress + (ulong)(Count * size)), (regs.Rcx, regs.Rsi));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(4, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(4, true)]
    public void A_string_comes_in_in_order(int size, bool down)
    {
        const int Count = 9;
        using var guest = new GuestRun(GuestMode.Protected);
        guest.Load(a =>
        {
            SetDirection(a, down);
            a.mov(edx, Port);
            a.mov(ecx, Count);
            a.mov(edi, (uint)GuestRun.DataAddress + (down ? (uint)((Count - 1) * size) : 0));
            switch (size)
            {
                case 1:
                    a.rep.insb();
                    break;
                case 2:
                    a.rep.insw();
                    break;
                default:
                    a.rep.insd();
                    break;
            }

            a.hlt();
        });
        byte next = 0;
        guest.RunToEnd((access, data) =>
        {
            Assert.Equal(size, access.Size);
            foreach (ref byte one in data)
                one = ++next;
        });
        Assert.Equal(Count * size, next);
        byte[] expected = [.. Enumerable.Range(1, next).Select(static i => (byte)i).Chunk(size).Reverse().SelectMany(static chunk => chunk)];
        if (!down)
            expected = [.. Enumerable.Range(1, next).Select(static i => (byte)i)];
        Assert.Equal(expected, guest.Memory.GetSpan(GuestRun.DataAddress, next).ToArray());
        Assert.Equal(0, guest.Memory.Read<byte>(GuestRun.DataAddress + next));
    }

    [Fact]
    public void A_long_string_of_a_page_and_more_comes_in_whole()
    {
        const int Count = 5000;
        using var guest = new GuestRun(GuestMode.Protected);
        guest.Load(static a =>
        {
            a.cld();
            a.mov(edx, Port);
            a.mov(ecx, Count);
            a.mov(edi, (uint)GuestRun.DataAddress);
            a.rep.insb();
            a.hlt();
        });
        int next = 0;
        List<GuestAccess> accesses = guest.RunToEnd((_, data) =>
        {
            foreach (ref byte one in data)
                one = (byte)(next++ * 7);
        });
        Assert.Equal(Count, next);
        Assert.True(accesses.Count < Count, $"{accesses.Count} exits for {Count} bytes.");
        for (uint i = 0; i < Count; i++)
            Assert.Equal((byte)(i * 7), guest.Memory.Read<byte>(GuestRun.DataAddress + i));
    }

    private static void SetDirection(Assembler a, bool down)
    {
        if (down)
            a.std();
        else
            a.cld();
    }
}
