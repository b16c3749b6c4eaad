using System.Diagnostics;
using VirtCore.Kvm;

namespace VirtCore.KvmMachine;

/// <summary>The smallest machine that is of use: memory, a processor, a serial port, and a port to exit by.</summary>
internal sealed class SmallMachine : IDisposable
{
    /// <summary>The first port of the serial port: COM1.</summary>
    public const ushort SerialPort = 0x3F8;

    /// <summary>A byte that is written here is the exit status.</summary>
    public const ushort ExitPort = 0xF4;

    private const uint SerialInterrupt = 4;
    private const ushort ClockAddress = 0x70, ClockData = 0x71;

    private readonly KvmVm _vm;
    private volatile bool _stop;

    /// <param name="kvm">KVM.</param>
    /// <param name="memoryBytes">How much memory, from address 0 on.</param>
    /// <param name="output">Gets what the guest writes to its serial port.</param>
    /// <param name="isPc">Whether it has the interrupt controllers and the timer of a PC, in the kernel.</param>
    public SmallMachine(KvmSystem kvm, ulong memoryBytes, Action<byte> output, bool isPc = false)
    {
        _vm = kvm.CreateVm();
        try
        {
            Memory = GuestMemory.Create(memoryBytes);
            _vm.AddMemory(Memory);
            _vm.SetTssAddress();
            if (isPc)
            {
                _vm.CreateIrqchip();
                _vm.CreatePit();
            }

            Vcpu = _vm.CreateVcpu();
            Vcpu.SetCpuid(kvm.GetSupportedCpuid());
            Serial = new SerialPort16550(output, isPc ? level => _vm.SetIrqLine(SerialInterrupt, level) : null);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public GuestMemory Memory { get; } = null!;

    public KvmVcpu Vcpu { get; } = null!;

    public SerialPort16550 Serial { get; } = null!;

    /// <summary>The exit status, once it has exited.</summary>
    public byte ExitStatus { get; private set; }

    /// <summary>Runs the guest on this thread to its end.</summary>
    /// <exception cref="InvalidOperationException">KVM cannot run it: the exit says why.</exception>
    public MachineEnd Run(TimeSpan limit)
    {
        long begin = Stopwatch.GetTimestamp();
        using var timer = new Timer(static vcpu => KickSafely((KvmVcpu)vcpu!), Vcpu, limit, TimeSpan.FromMilliseconds(100));
        while (true)
        {
            KvmExit exit = Vcpu.Run();
            switch (exit.Reason)
            {
                case KvmExitReason.Io when Handle(exit.Io):
                    return MachineEnd.Exited;
                case KvmExitReason.Io:
                    break;
                case KvmExitReason.Mmio:
                    if (!exit.Mmio.IsWrite)
                        exit.Mmio.Data.Fill(0xFF); // nobody is there
                    break;
                case KvmExitReason.Hlt:
                    return MachineEnd.Halted;
                case KvmExitReason.Shutdown:
                    return MachineEnd.ShutDown;
                case KvmExitReason.Intr when Stopwatch.GetElapsedTime(begin) >= limit:
                    return MachineEnd.TimedOut;
                case KvmExitReason.Intr:
                    break;
                default:
                    throw new InvalidOperationException($"The guest cannot go on: {exit.ToString()}.");
            }

            if (_stop)
                return MachineEnd.Stopped;
        }
    }

    /// <summary>Makes the run end soon. From the output's callback, or from any thread.</summary>
    public void Stop()
    {
        _stop = true;
        KickSafely(Vcpu);
    }

    public void Dispose()
    {
        _vm.Dispose();
        Memory?.Dispose();
    }

    // True when the guest has exited.
    private bool Handle(KvmIoExit io)
    {
        for (int i = 0; i < io.Count; i++)
        {
            Span<byte> data = io.Data.Slice(i * io.Size, io.Size);
            if (io.Direction == KvmIoDirection.Out)
            {
                if (io.Port == ExitPort)
                {
                    ExitStatus = data[0];
                    return true;
                }

                if (io.Port is >= SerialPort and < SerialPort + SerialPort16550.Length && io.Size == 1)
                    Serial.Write(io.Port - SerialPort, data[0]);
            }
            else if (io.Port is >= SerialPort and < SerialPort + SerialPort16550.Length && io.Size == 1)
            {
                data[0] = Serial.Read(io.Port - SerialPort);
            }
            else
            {
                // Nobody is there; the clock reads as zeros, so that nobody waits for its update to end.
                data.Fill(io.Port is ClockAddress or ClockData ? (byte)0 : (byte)0xFF);
            }
        }

        return false;
    }

    private static void KickSafely(KvmVcpu vcpu)
    {
        try
        {
            vcpu.Kick();
        }
        catch (ObjectDisposedException)
        {
            // The machine has ended.
        }
    }
}
