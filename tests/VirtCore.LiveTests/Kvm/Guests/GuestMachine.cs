using System.Buffers.Binary;
using VirtCore.Kvm;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>What a guest finds in its memory and registers when it begins: descriptor tables, page tables, a stack.</summary>
internal static class GuestMachine
{
    public const ulong IdtAddress = 0x1000;
    public const ulong GdtAddress = 0x2000;
    public const ulong Pml4Address = 0x3000;
    public const ulong PdptAddress = 0x4000;
    public const ulong PdAddress = 0x5000;
    public const ulong HighPdAddress = 0x6000;
    public const ulong StackTop = 0x8000;

    public const uint IoapicAddress = 0xFEC00000;
    public const uint ApicAddress = 0xFEE00000;

    public const ushort Code32 = 0x08;
    public const ushort Data = 0x10;
    public const ushort Code64 = 0x18;
    public const ushort Task = 0x20; // takes two entries in long mode

    public const ulong PagePresent = 1;
    public const ulong PageWritable = 2;
    public const ulong PageUser = 4;
    public const ulong PageLarge = 0x80;

    private static readonly Lazy<KvmCpuidEntry[]> s_cpuid = new(static () =>
    {
        using var system = KvmSystem.Open();
        return system.GetSupportedCpuid();
    });

    private const ulong TssAddress = 0x2100;
    private const int LargePage = 2 << 20;
    private const ulong Cr0 = 0x11; // PE, ET
    private const ulong Cr0Paging = 1UL << 31;
    private const ulong Cr4 = 0x620; // PAE, OSFXSR, OSXMMEXCPT
    private const ulong EferLong = 0x500; // LME, LMA

    /// <summary>Writes the tables.</summary>
    public static void WriteTables(GuestMemory memory)
    {
        ReadOnlySpan<ulong> gdt = [0, 0x00CF9B000000FFFF, 0x00CF93000000FFFF, 0x00AF9B000000FFFF, 0x00008B0000000067 | TssAddress << 16, 0];
        for (int i = 0; i < gdt.Length; i++)
            memory.Write(GdtAddress + 8 * (ulong)i, gdt[i]);
        memory.Write(Pml4Address, PdptAddress | PagePresent | PageWritable);
        memory.Write(PdptAddress, PdAddress | PagePresent | PageWritable);
        for (ulong i = 0; i < 512; i++)
            memory.Write(PdAddress + 8 * i, (i * LargePage) | PagePresent | PageWritable | PageLarge);
        // The interrupt controllers, below 4 GiB.
        memory.Write(PdptAddress + 8 * 3, HighPdAddress | PagePresent | PageWritable);
        foreach (ulong address in (ReadOnlySpan<ulong>)[IoapicAddress, ApicAddress])
            memory.Write(HighPdAddress + 8 * (address / LargePage % 512), address | PagePresent | PageWritable | PageLarge);
    }

    /// <summary>A gate of the IDT, or in real mode an entry of the table at 0.</summary>
    public static void SetHandler(GuestMemory memory, GuestMode mode, byte vector, ulong address)
    {
        const ulong InterruptGate = 0x8E00;
        switch (mode)
        {
            case GuestMode.Real:
                memory.Write(4UL * vector, (uint)address);
                break;
            case GuestMode.Protected:
                memory.Write(IdtAddress + 8UL * vector, (address & 0xFFFF) | (ulong)Code32 << 16 | InterruptGate << 32 | (address >> 16 & 0xFFFF) << 48);
                break;
            default:
                memory.Write(IdtAddress + 16UL * vector, (address & 0xFFFF) | (ulong)Code64 << 16 | InterruptGate << 32 | (address >> 16 & 0xFFFF) << 48);
                memory.Write(IdtAddress + 16UL * vector + 8, address >> 32);
                break;
        }
    }

    /// <summary>Lets a vCPU begin at an address.</summary>
    public static void SetUp(KvmVcpu vcpu, GuestMode mode, ulong address, ulong stack = StackTop)
    {
        if (vcpu.GetCpuid().Length == 0)
            vcpu.SetCpuid(s_cpuid.Value); // without it there is no long mode, and after the first run it stays as it is
        KvmSregs sregs = vcpu.GetSregs();
        if (mode == GuestMode.Real)
        {
            sregs.Cs = sregs.Cs with { Base = 0, Selector = 0 };
        }
        else
        {
            bool is64 = mode == GuestMode.Long;
            KvmSegment data = new() { Limit = uint.MaxValue, Selector = Data, Type = 3, Present = true, S = true, G = true, Db = true };
            sregs.Cs = data with { Selector = is64 ? Code64 : Code32, Type = 11, L = is64, Db = !is64 };
            sregs.Ds = sregs.Es = sregs.Fs = sregs.Gs = sregs.Ss = data;
            sregs.Tr = new KvmSegment { Base = TssAddress, Limit = 0x67, Selector = Task, Type = 11, Present = true };
            sregs.Gdt = new KvmDtable { Base = GdtAddress, Limit = 6 * 8 - 1 };
            sregs.Idt = new KvmDtable { Base = IdtAddress, Limit = 0xFFF };
            sregs.Cr0 = Cr0;
            if (is64)
            {
                sregs.Cr3 = Pml4Address;
                sregs.Cr4 = Cr4;
                sregs.Cr0 |= Cr0Paging;
                sregs.Efer = EferLong;
            }
        }

        vcpu.SetSregs(sregs);
        vcpu.SetRegs(new KvmRegs { Rip = address, Rsp = stack, Rflags = 2 });
    }

    /// <summary>Bytes as a number.</summary>
    public static ulong NumberOf(ReadOnlySpan<byte> data)
    {
        Span<byte> all = stackalloc byte[8];
        data.CopyTo(all);
        return BinaryPrimitives.ReadUInt64LittleEndian(all);
    }
}
