using Iced.Intel;
using VirtCore.Kvm;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>Guests in long mode that count their interrupts, and are done when there were enough.</summary>
internal static class InterruptGuest
{
    /// <summary>Where the guest counts.</summary>
    public const ulong Counter = GuestRun.DataAddress;

    /// <summary>A write here says that the guest is ready for an interrupt.</summary>
    public const ushort ReadyPort = 0xE0;

    public const byte MasterPic = 0x20;
    public const byte SlavePic = 0xA0;
    public const byte PicVector = 0x20;

    private const uint ApicEoi = GuestMachine.ApicAddress + 0xB0;
    private const uint ApicSpurious = GuestMachine.ApicAddress + 0xF0;
    private const uint IoapicSelect = GuestMachine.IoapicAddress;
    private const uint IoapicWindow = GuestMachine.IoapicAddress + 0x10;

    /// <summary>A guest that sets controllers up, says that it is ready, and is done after so many interrupts.</summary>
    /// <param name="guest">The machine.</param>
    /// <param name="vector">The interrupt's vector.</param>
    /// <param name="count">How many it waits for.</param>
    /// <param name="setUp">What it does first.</param>
    /// <param name="acknowledge">How its handler ends an interrupt.</param>
    public static void Load(GuestRun guest, byte vector, int count, Action<Assembler> setUp, Action<Assembler> acknowledge)
    {
        Label handler = default;
        Func<Label, ulong> address = guest.Load(a =>
        {
            handler = a.CreateLabel();
            Label wait = a.CreateLabel(), enough = a.CreateLabel();
            setUp(a);
            a.@out((byte)ReadyPort, al);
            a.Label(ref wait);
            a.cli();
            a.cmp(__dword_ptr[Counter], count);
            a.jae(enough);
            a.sti();
            a.hlt();
            a.jmp(wait);
            a.Label(ref enough);
            a.@out((byte)GuestRun.DonePort, al);
            a.hlt();
            a.Label(ref handler);
            a.push(rax);
            a.inc(__dword_ptr[Counter]);
            acknowledge(a);
            a.pop(rax);
            a.iretq();
        });
        guest.SetHandler(vector, address(handler));
    }

    /// <summary>Sets both PICs up, their interrupts from <see cref="PicVector"/> on, with one line open.</summary>
    public static Action<Assembler> Pic(int line) => a =>
    {
        foreach ((byte port, byte vector, byte cascade) in ((byte, byte, byte)[])[(MasterPic, PicVector, 4), (SlavePic, PicVector + 8, 2)])
        {
            foreach ((int offset, byte value) in ((int, byte)[])[(0, 0x11), (1, vector), (1, cascade), (1, 1)])
                Out(a, (byte)(port + offset), value);
        }

        int mask = ~((1 << line) | (line >= 8 ? 4 : 0));
        Out(a, MasterPic + 1, (byte)mask);
        Out(a, SlavePic + 1, (byte)(mask >> 8));
    };

    /// <summary>Ends an interrupt of the PICs.</summary>
    public static Action<Assembler> EndPic(int line) => a =>
    {
        if (line >= 8)
            Out(a, SlavePic, 0x20);
        Out(a, MasterPic, 0x20);
    };

    /// <summary>Switches the local APIC on.</summary>
    public static void Apic(Assembler a)
    {
        a.mov(eax, ApicSpurious);
        a.mov(__dword_ptr[rax], 0x1FF);
    }

    /// <summary>Switches the local APIC on, and opens a pin of the IOAPIC. The PICs, which have the same lines, are shut.</summary>
    public static Action<Assembler> Ioapic(int pin, byte vector, bool level) => a =>
    {
        Out(a, MasterPic + 1, 0xFF);
        Out(a, SlavePic + 1, 0xFF);
        Apic(a);
        foreach ((int register, uint value) in ((int, uint)[])[(0x11 + 2 * pin, 0), (0x10 + 2 * pin, vector | (level ? 1u << 15 : 0))])
        {
            a.mov(eax, IoapicSelect);
            a.mov(__dword_ptr[rax], register);
            a.mov(eax, IoapicWindow);
            a.mov(__dword_ptr[rax], value);
        }
    };

    /// <summary>Ends an interrupt of the local APIC.</summary>
    public static void EndApic(Assembler a)
    {
        a.mov(eax, ApicEoi);
        a.mov(__dword_ptr[rax], 0);
    }

    public static void Out(Assembler a, byte port, byte value)
    {
        a.mov(al, value);
        a.@out(port, al);
    }

    /// <summary>Runs the guest to its end; when it is ready, something is done.</summary>
    public static void Run(GuestRun guest, Action whenReady) => guest.Run(exit =>
    {
        if (exit.Reason == KvmExitReason.Io && exit.Io.Port == ReadyPort)
            whenReady();
        return GuestRun.IsDone(exit);
    });
}
