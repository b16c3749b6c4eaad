using System.Buffers.Binary;
using VirtCore.Kvm;
using VirtCore.KvmMachine;
using Xunit;

namespace VirtCore.Tests.Kvm.Machine;

public sealed class ElfImageTests
{
    private const int Header = 64, Program = 56;

    [Fact]
    public void A_segment_is_loaded_and_its_rest_cleared()
    {
        using GuestMemory memory = GuestMemory.Create(1 << 20);
        memory.GetSpan(0, 1 << 20).Fill(0xEE);
        ElfImage image = ElfImage.Load(memory, Good());
        Assert.Equal((0x2000ul, true, 0x2010ul), (image.Entry, image.Is64Bit, image.End));
        Assert.Equal([1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xEE], memory.GetSpan(0x2000, 17).ToArray());
    }

    [Fact]
    public void Every_prefix_is_refused_and_nothing_loaded()
    {
        byte[] good = Good();
        using GuestMemory memory = GuestMemory.Create(1 << 20);
        for (int length = 0; length < good.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => ElfImage.Load(memory, good.AsSpan(0, length)));
            Assert.Equal(0u, memory.Read<uint>(0x2000));
        }
    }

    [Theory]
    [InlineData(4, 3)] // class
    [InlineData(5, 2)] // big-endian
    [InlineData(18, 40)] // ARM
    [InlineData(32, 0xFF)] // program headers beyond the end
    [InlineData(54, 1)] // short program headers
    [InlineData(56, 0)] // none
    [InlineData(56, 200)] // too many
    [InlineData(Header, 2)] // nothing to load
    [InlineData(Header + 15, 0x7F)] // the segment's place in the file
    [InlineData(Header + 31, 0x7F)] // its address
    [InlineData(Header + 32, 0xFF)] // longer in the file than in memory
    [InlineData(Header + 47, 0xFF)] // longer than memory
    public void Damage_is_refused(int offset, byte value)
    {
        byte[] bad = Good();
        bad[offset] = value;
        using GuestMemory memory = GuestMemory.Create(1 << 20);
        Assert.Throws<InvalidDataException>(() => ElfImage.Load(memory, bad));
    }

    private static byte[] Good()
    {
        byte[] file = new byte[Header + Program + 4];
        "\u007FELF"u8.CopyTo(file);
        file[4] = 2;
        file[5] = file[6] = 1;
        file[18] = 62;
        file[54] = Program;
        file[56] = 1;
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(24), 0x2000);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(32), Header);
        file[Header] = 1;
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(Header + 8), Header + Program);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(Header + 24), 0x2000);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(Header + 32), 4);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(Header + 40), 16);
        file[^4] = 1;
        file[^3] = 2;
        file[^2] = 3;
        file[^1] = 4;
        return file;
    }
}
