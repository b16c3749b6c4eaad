using Iced.Intel;
using VirtCore.Kvm;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>The APICs of a guest in long mode: their place, and the code that uses them.</summary>
internal static class Apic
{
    public const uint Local = 0xFEE00000;
    private const uint Io = 0xFEC00000;


    /// <summary>A pin's entry that is level-triggered.</summary>
    public const uint Level = 1 << 15;

    private const ulong HandlerAddress = 0xB000;
    private const int EndOfInterrupt = 0xB0;
    private const int Spurious = 0xF0;
    private const ulong DirectoryAddress = 0x20000;
    private const int Enabled = 0x100;
    private const int IoWindow = 0x10;
    private const int FirstPin = 0x10;
    private const ulong RoomForHandler = 64;

    /// <summary>A guest in long mode that can reach its APICs, the fourth GiB. Its own page tables map the first.</summary>
    public static GuestRun NewGuest(Action<KvmVm> prepare)
    {
        var guest = new GuestRun(GuestMode.Long, prepare);
        guest.Memory.Write(GuestMachine.PdptAddress + 3 * 8, DirectoryAddress | GuestMachine.PagePresent | GuestMachine.PageWritable);
        for (ulong i = 0; i < 512; i++)
            guest.Memory.Write(DirectoryAddress + 8 * i, (3UL << 30) + (i << 21) | GuestMachine.PagePresent | GuestMachine.PageWritable | GuestMachine.PageLarge);
        return guest;
    }

    /// <summary>Code that switches the local APIC on.</summary>
    public static void Enable(Assembler a) => Write(a, Spurious, Enabled | 0xFF);

    /// <summary>Code that writes a register of the local APIC.</summary>
    public static void Write(Assembler a, int register, uint value)
    {
        a.mov(edi, Local);
        a.mov(__dword_ptr[rdi + register], value);
    }

    /// <summary>Code that gives a pin of the I/O APIC a vector.</summary>
    public static void SetPin(Assembler a, int pin, byte vector, uint flags = 0)
    {
        a.mov(edi, Io);
        a.mov(__dword_ptr[rdi], FirstPin + 2 * pin + 1);
        a.mov(__dword_ptr[rdi + IoWindow], 0); // to the processor 0
        a.mov(__dword_ptr[rdi], FirstPin + 2 * pin);
        a.mov(__dword_ptr[rdi + IoWindow], vector | flags);
    }

    /// <summary>Code that waits until a vector has come as often as that.</summary>
    public static void WaitFor(Assembler a, byte vector, int count)
    {
        Label again = a.CreateLabel();
        a.Label(ref again);
        a.cmp(__dword_ptr[CountAddress(vector)], count);
        a.jb(again);
    }

    /// <summary>Where the handler of a vector counts.</summary>
    private static ulong CountAddress(byte vector) => GuestRun.DataAddress + 0x1000 + 4UL * vector;

    /// <summary>How often a vector has come.</summary>
    public static int CountOf(GuestRun guest, byte vector) => guest.Memory.VolatileRead<int>(CountAddress(vector));

    /// <summary>A handler that counts, and then acknowledges.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="vector">The vector.</param>
    /// <param name="before">What it does before; rax and rdi are free.</param>
    /// <param name="acknowledges">Whether it tells the local APIC.</param>
    public static void Handle(GuestRun guest, byte vector, Action<Assembler>? before = null, bool acknowledges = true)
    {
        ulong address = HandlerAddress + RoomForHandler * (ulong)(vector % 64);
        guest.Load(a =>
        {
            a.push(rax);
            a.push(rdi);
            a.inc(__dword_ptr[CountAddress(vector)]);
            before?.Invoke(a);
            if (acknowledges)
                Write(a, EndOfInterrupt, 0);
            a.pop(rdi);
            a.pop(rax);
            a.iretq();
        }, address);
        guest.SetHandler(vector, address);
    }
}
