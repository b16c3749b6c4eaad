using Iced.Intel;
using VirtCore.Kvm;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Saving;

/// <summary>
/// A guest that never ends: round after round it writes the round's number and a sum of all that went before into each of its pages, in order, then asks a device by port and by
/// memory. So its registers say what every byte of its memory is.
/// </summary>
internal static class CountingGuest
{
    public const int PageBytes = 4096;
    public const ushort Port = 0x20;
    public const uint MmioAt = 0xE0000000;

    static CountingGuest()
    {
        Assembler a = new(32);
        Label round = a.CreateLabel("round");
        Label page = a.CreateLabel("page");
        a.Label(ref round);
        a.mov(edi, ecx);
        a.Label(ref page);
        a.mov(__dword_ptr[edi], ebx);
        a.add(esi, ebx);
        a.rol(esi, 5);
        a.mov(__dword_ptr[edi + PageBytes - 4], esi);
        a.add(edi, PageBytes);
        a.cmp(edi, ebp);
        a.jb(page);
        a.mov(eax, ebx);
        a.@out(dx, eax);
        a.@in(eax, dx);
        a.add(esi, eax);
        a.mov(eax, __dword_ptr[MmioAt]);
        a.xor(esi, eax);
        a.inc(ebx);
        a.jmp(round);
        using MemoryStream code = new();
        a.Assemble(new StreamCodeWriter(code), FlatMachine.CodeAt);
        Code = code.ToArray();

        Decoder decoder = Decoder.Create(32, Code);
        decoder.IP = FlatMachine.CodeAt;
        List<ulong> at = [];
        while (decoder.IP < FlatMachine.CodeAt + (ulong)Code.Length)
            at.Add(decoder.Decode().IP);
        InstructionAt = [.. at];
    }

    public static byte[] Code { get; }

    /// <summary>Where each instruction stands.</summary>
    public static ulong[] InstructionAt { get; }

    public static KvmRegs Start(uint firstPage, uint end, uint seed) => new() { Rcx = firstPage, Rbp = end, Rbx = 1, Rsi = seed, Rdx = Port };
}
