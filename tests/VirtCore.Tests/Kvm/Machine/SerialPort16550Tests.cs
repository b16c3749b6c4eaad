using VirtCore.KvmMachine;
using Xunit;

namespace VirtCore.Tests.Kvm.Machine;

public sealed class SerialPort16550Tests
{
    private readonly List<byte> _sent = [];
    private readonly List<bool> _line = [];
    private readonly SerialPort16550 _port;

    public SerialPort16550Tests() => _port = new SerialPort16550(_sent.Add, _line.Add);

    [Fact]
    public void What_is_sent_comes_out()
    {
        _port.Write(0, (byte)'x');
        Assert.Equal([(byte)'x'], _sent);
        Assert.Equal(0x60, _port.Read(5));
    }

    [Fact]
    public void The_divisor_is_behind_its_latch()
    {
        _port.Write(3, 0x83);
        _port.Write(0, 1);
        _port.Write(1, 2);
        Assert.Equal((1, 2), (_port.Read(0), _port.Read(1)));
        _port.Write(3, 0x03);
        Assert.Equal((0, 0), (_port.Read(0), _port.Read(1)));
        Assert.Empty(_sent);
    }

    [Fact]
    public void In_loopback_it_hears_itself_and_its_own_lines()
    {
        _port.Write(4, 0x1F);
        _port.Write(0, 7);
        Assert.Equal((0x61, 7, 0x60), (_port.Read(5), _port.Read(0), _port.Read(5)));
        Assert.Equal(0xF0, _port.Read(6));
        Assert.Empty(_sent);
    }

    [Fact]
    public void A_byte_that_comes_raises_the_line_until_it_is_read()
    {
        _port.Write(4, 0x08);
        _port.Write(1, 0x01);
        _port.Receive(9);
        Assert.Equal(4, _port.Read(2));
        Assert.Equal(9, _port.Read(0));
        Assert.Equal(1, _port.Read(2));
        Assert.Equal([true, false], _line);
    }

    [Fact]
    public void The_empty_sender_raises_the_line_once()
    {
        _port.Write(4, 0x08);
        _port.Write(1, 0x02);
        Assert.Equal(2, _port.Read(2));
        Assert.Equal(1, _port.Read(2));
        _port.Write(0, 1);
        Assert.Equal(2, _port.Read(2));
        Assert.Equal([true, false, true, false], _line);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 16)]
    public void What_finds_no_room_is_lost_and_told(byte fifo, int room)
    {
        _port.Write(2, fifo);
        for (int i = 0; i <= room; i++)
            _port.Receive((byte)i);
        Assert.Equal(0x63, _port.Read(5));
        Assert.Equal(0x61, _port.Read(5));
        for (int i = 0; i < room; i++)
            Assert.Equal(i, _port.Read(0));
        Assert.Equal(0x60, _port.Read(5));
        Assert.Equal(fifo == 1 ? 0xC1 : 1, _port.Read(2));
    }
}
