using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>A guest of 32 bits that switches paging on and writes a page through a mapping.</summary>
internal static class Paging32Guest
{
    /// <summary>The page that it writes 0x5A5A5A5A to.</summary>
    public const ulong Page = 0x100000;

    private const uint Flags = (uint)(GuestMachine.PagePresent | GuestMachine.PageWritable);
    private const uint Directory = 0x10000;
    private const uint Table = 0x11000;
    private const uint Pointers = 0x12000;
    private const uint Virtual = 0x40000000;

    public static void Write(Assembler a, bool pae)
    {
        int entry = pae ? 8 : 4;
        int entries = 4096 / entry;
        Label fill = a.CreateLabel();
        // The table maps the first 2 or 4 MiB where they lie.
        a.cld();
        a.mov(edi, Table);
        a.mov(eax, Flags);
        a.mov(ecx, (uint)entries);
        a.Label(ref fill);
        a.mov(__dword_ptr[edi], eax);
        a.add(edi, entry);
        a.add(eax, 0x1000);
        a.loop(fill);
        a.mov(__dword_ptr[Directory], Table | Flags);
        if (pae)
        {
            a.mov(__dword_ptr[Pointers], Directory | (uint)GuestMachine.PagePresent);
            a.mov(__dword_ptr[Pointers + 8], Directory | (uint)GuestMachine.PagePresent); // Virtual, the second GiB, again
            a.mov(eax, cr4);
            a.or(eax, 0x20);
            a.mov(cr4, eax);
            a.mov(eax, Pointers);
        }
        else
        {
            a.mov(__dword_ptr[Directory + (Virtual >> 22) * 4], Table | Flags);
            a.mov(eax, Directory);
        }

        a.mov(cr3, eax);
        a.mov(eax, cr0);
        a.or(eax, 0x80000000);
        a.mov(cr0, eax);
        a.mov(__dword_ptr[Virtual + (uint)Page], 0x5A5A5A5A);
    }
}
