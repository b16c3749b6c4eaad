namespace VirtCore.KvmMachine;

/// <summary>A 16550A serial port, as far as software sees one: registers, FIFO, loopback and interrupts. What it sends arrives at once.</summary>
internal sealed class SerialPort16550(Action<byte> output, Action<bool>? interruptLine = null)
{
    /// <summary>How many ports it has.</summary>
    public const int Length = 8;

    private const int FifoRoom = 16;
    private const byte LcrDivisorLatch = 0x80;
    private const byte McrLoopback = 0x10;
    private const byte McrInterruptsOut = 0x08;
    private const byte LsrDataReady = 0x01;
    private const byte LsrOverrun = 0x02;
    private const byte LsrSenderEmpty = 0x60;

    private readonly Queue<byte> _received = new();
    private byte _interruptEnable;
    private byte _fifoControl;
    private byte _lineControl;
    private byte _modemControl;
    private byte _scratch;
    private byte _divisorLow = 12; // 9600 baud
    private byte _divisorHigh;
    private bool _overrun;
    private bool _senderEmptyWaits;
    private bool _line;

    private bool Latched => (_lineControl & LcrDivisorLatch) != 0;

    private int Room => (_fifoControl & 1) != 0 ? FifoRoom : 1;

    /// <summary>Gives the guest a byte to receive. One that finds no room is lost, as on the wire.</summary>
    public void Receive(byte value)
    {
        if (_received.Count < Room)
            _received.Enqueue(value);
        else
            _overrun = true;
        UpdateLine();
    }

    /// <summary>The guest reads a register, 0 to 7.</summary>
    public byte Read(int register)
    {
        byte value = register switch
        {
            0 when Latched => _divisorLow,
            0 => _received.TryDequeue(out byte received) ? received : (byte)0,
            1 when Latched => _divisorHigh,
            1 => _interruptEnable,
            2 => Identify(),
            3 => _lineControl,
            4 => _modemControl,
            5 => LineStatus(),
            6 => ModemStatus(),
            7 => _scratch,
            _ => throw new ArgumentOutOfRangeException(nameof(register)),
        };
        UpdateLine();
        return value;
    }

    /// <summary>The guest writes a register, 0 to 7.</summary>
    public void Write(int register, byte value)
    {
        switch (register)
        {
            case 0 when Latched:
                _divisorLow = value;
                break;
            case 0:
                Send(value);
                break;
            case 1 when Latched:
                _divisorHigh = value;
                break;
            case 1:
                // Switching the sender's interrupt on raises it, as the sender is always empty.
                _senderEmptyWaits = (value & 2) != 0;
                _interruptEnable = (byte)(value & 0x0F);
                break;
            case 2:
                _fifoControl = value;
                if ((value & 2) != 0)
                    _received.Clear();
                break;
            case 3:
                _lineControl = value;
                break;
            case 4:
                _modemControl = (byte)(value & 0x1F);
                break;
            case 7:
                _scratch = value;
                break;
        }

        UpdateLine();
    }

    private void Send(byte value)
    {
        if ((_modemControl & McrLoopback) != 0)
            Receive(value);
        else
            output(value);
        _senderEmptyWaits = (_interruptEnable & 2) != 0;
    }

    // The reason that counts most. To have read that the sender is empty answers that.
    private byte Identify()
    {
        byte reason = Reason();
        if (reason == 2)
            _senderEmptyWaits = false;
        return (byte)(reason | ((_fifoControl & 1) != 0 ? 0xC0 : 0));
    }

    private byte Reason()
    {
        if (_overrun && (_interruptEnable & 4) != 0)
            return 6;
        if (_received.Count > 0 && (_interruptEnable & 1) != 0)
            return 4;
        return _senderEmptyWaits ? (byte)2 : (byte)1;
    }

    private byte LineStatus()
    {
        byte status = (byte)(LsrSenderEmpty | (_received.Count > 0 ? LsrDataReady : 0) | (_overrun ? LsrOverrun : 0));
        _overrun = false;
        return status;
    }

    // In loopback the outputs are the inputs; else somebody is there and ready.
    private byte ModemStatus() => (_modemControl & McrLoopback) == 0
        ? (byte)0xB0
        : (byte)(((_modemControl & 1) << 5) | ((_modemControl & 2) << 3) | ((_modemControl & 4) << 4) | ((_modemControl & 8) << 4));

    private void UpdateLine()
    {
        bool line = Reason() != 1 && (_modemControl & McrInterruptsOut) != 0;
        if (line == _line)
            return;
        _line = line;
        interruptLine?.Invoke(line);
    }
}
