using VirtCore.Kvm;

namespace VirtCore.KvmMachine;

/// <summary>Puts a vCPU into a mode, with the tables for it in the first 32 KiB of the guest's memory, where firmware would leave its own.</summary>
internal static class BootSetup
{
    /// <summary>The selector of the code segment, which Linux's boot protocol asks for.</summary>
    public const ushort CodeSelector = 0x10;

    /// <summary>That of the data segments.</summary>
    public const ushort DataSelector = 0x18;

    private const ulong Gdt = 0x500;
    private const ulong PageTables = 0x1000; // PML4, PDPT, and four directories of 2 MiB pages: 0x1000 to 0x7000

    private const ulong FlatCode32 = 0x00CF_9B00_0000_FFFF;
    private const ulong FlatCode64 = 0x00AF_9B00_0000_FFFF;
    private const ulong FlatData = 0x00CF_9300_0000_FFFF;

    private const ulong Cr0ProtectionEnable = 1, Cr0ExtensionType = 1 << 4, Cr0Paging = 1UL << 31;
    private const ulong Cr4PhysicalAddressExtension = 1 << 5;
    private const ulong EferLongModeEnable = 1 << 8, EferLongModeActive = 1 << 10;
    private const ulong Present = 1, Writable = 2, Large = 1 << 7;

    /// <summary>Sets everything up but the general registers other than the instruction pointer.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <param name="memory">Memory of 32 KiB at least, from address 0 on.</param>
    /// <param name="mode">The mode.</param>
    /// <param name="entry">The first instruction; in real mode below 64 KiB.</param>
    public static void Prepare(KvmVcpu vcpu, GuestMemory memory, BootMode mode, ulong entry)
    {
        if (mode == BootMode.Real && entry > ushort.MaxValue)
            throw new ArgumentException($"0x{entry:X} is beyond the 64 KiB that a real-mode guest begins in.", nameof(entry));
        KvmSregs sregs = vcpu.GetSregs();
        if (mode == BootMode.Real)
        {
            sregs.Cs = sregs.Cs with { Base = 0, Selector = 0 };
        }
        else
        {
            memory.Write(Gdt, 0UL);
            memory.Write(Gdt + 8, 0UL);
            memory.Write(Gdt + CodeSelector, mode == BootMode.Long ? FlatCode64 : FlatCode32);
            memory.Write(Gdt + DataSelector, FlatData);
            sregs.Gdt = new KvmDtable { Base = Gdt, Limit = 31 };
            sregs.Cs = Segment(CodeSelector, 11) with { L = mode == BootMode.Long, Db = mode != BootMode.Long };
            sregs.Ds = sregs.Es = sregs.Fs = sregs.Gs = sregs.Ss = Segment(DataSelector, 3);
            sregs.Cr0 = Cr0ProtectionEnable | Cr0ExtensionType;
        }

        if (mode == BootMode.Long)
        {
            WritePageTables(memory);
            sregs.Cr3 = PageTables;
            sregs.Cr4 = Cr4PhysicalAddressExtension;
            sregs.Efer = EferLongModeEnable | EferLongModeActive;
            sregs.Cr0 |= Cr0Paging;
        }

        vcpu.SetSregs(sregs);
        vcpu.SetRegs(new KvmRegs { Rip = entry, Rflags = 2 });
    }

    private static KvmSegment Segment(ushort selector, byte type) =>
        new() { Selector = selector, Type = type, Limit = uint.MaxValue, Present = true, S = true, Db = true, G = true };

    // The first 4 GiB, each to itself.
    private static void WritePageTables(GuestMemory memory)
    {
        const ulong Page = 4096;
        memory.GetSpan(PageTables, 6 * (int)Page).Clear();
        memory.Write(PageTables, (PageTables + Page) | Present | Writable);
        for (ulong i = 0; i < 4; i++)
        {
            ulong directory = PageTables + ((2 + i) * Page);
            memory.Write(PageTables + Page + (8 * i), directory | Present | Writable);
            for (ulong j = 0; j < 512; j++)
                memory.Write(directory + (8 * j), (((i * 512) + j) << 21) | Present | Writable | Large);
        }
    }
}
