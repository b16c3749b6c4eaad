using System.Buffers.Binary;
using System.Numerics;
using VirtCore.Kvm;

namespace VirtCore.LiveTests.Kvm.Saving;

/// <summary>The counting guest once more, an instruction a step, with a device and a memory of its own.</summary>
internal sealed class CountingModel(byte[] memory, uint firstPage, uint end, uint seed)
{
    private readonly CountingDevice _device = new();
    private int _at;
    private uint _eax;
    private uint _ebx = 1;
    private uint _esi = seed;
    private uint _edi;

    /// <summary>Instructions so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Goes on to where these registers are. What differs there, or that it does not come there, in words; null when all is the same.</summary>
    public string? GoTo(in KvmRegs regs, long mostSteps)
    {
        int wanted = Array.IndexOf(CountingGuest.InstructionAt, regs.Rip);
        if (wanted < 0)
            return $"RIP 0x{regs.Rip:X} is within no instruction's place";
        long limit = Steps + mostSteps;
        while (_at != wanted || _ebx != (uint)regs.Rbx || _edi != (uint)regs.Rdi)
        {
            if (Steps++ > limit)
                return $"RIP 0x{regs.Rip:X}, EBX {regs.Rbx}, EDI 0x{regs.Rdi:X} do not come; the model is at instruction {_at}, EBX {_ebx}, EDI 0x{_edi:X}";
            Step();
        }

        return (uint)regs.Rax == _eax && (uint)regs.Rsi == _esi && regs.Rcx == firstPage && regs.Rbp == end
            ? null
            : $"EAX 0x{regs.Rax:X} ESI 0x{regs.Rsi:X}, and not 0x{_eax:X} 0x{_esi:X}";
    }

    private void Step()
    {
        switch (_at)
        {
            case 0:
                _edi = firstPage;
                break;
            case 1:
                BinaryPrimitives.WriteUInt32LittleEndian(memory.AsSpan((int)_edi), _ebx);
                break;
            case 2:
                _esi += _ebx;
                break;
            case 3:
                _esi = BitOperations.RotateLeft(_esi, 5);
                break;
            case 4:
                BinaryPrimitives.WriteUInt32LittleEndian(memory.AsSpan((int)_edi + CountingGuest.PageBytes - 4), _esi);
                break;
            case 5:
                _edi += CountingGuest.PageBytes;
                break;
            case 7 when _edi < end:
                _at = 1;
                return;
            case 8:
                _eax = _ebx;
                break;
            case 9:
                _device.Tell(_eax);
                break;
            case 10:
                _eax = _device.ByPort;
                break;
            case 11:
                _esi += _eax;
                break;
            case 12:
                _eax = _device.ByMemory;
                break;
            case 13:
                _esi ^= _eax;
                break;
            case 14:
                _ebx++;
                break;
            case 15:
                _at = 0;
                return;
        }

        _at++;
    }
}
