using Iced.Intel;
using VirtCore.Kvm;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>What a KVM's guests can do, where no capability says it: a small guest each, run once. Null when it ran to its end, else what came.</summary>
internal static class GuestProbe
{
    private static readonly Lazy<string?> s_paging32 = new(static () =>
        Try("switches paging on in 32 bits", GuestMode.Protected, static a => Paging32Guest.Write(a, pae: false))
        ?? Try("switches PAE paging on", GuestMode.Protected, static a => Paging32Guest.Write(a, pae: true)));

    private static readonly Lazy<string?> s_vectors = new(static () =>
        Try("moves a vector register", GuestMode.Long, static a => a.movdqu(__xmmword_ptr[GuestRun.DataAddress], xmm1)));

    private static readonly Lazy<string?> s_return32 = new(static () => Try("returns from an interrupt in 32 bits", GuestMode.Protected, static a =>
    {
        Label next = a.CreateLabel();
        a.pushfd();
        a.push(GuestMachine.Code32);
        a.call(next);
        a.hlt();
        a.Label(ref next);
        a.iretd();
    }));

    private static readonly Lazy<string?> s_softwareInterrupts = new(static () => Try("makes a software interrupt in 64 bits", GuestMode.Long, static a =>
    {
        Label handler = a.CreateLabel();
        a.lea(rax, __[handler]);
        a.mov(__word_ptr[GuestMachine.IdtAddress + 16 * 0x40], ax); // the rest of the gate is there
        a.@int(0x40);
        a.hlt();
        a.Label(ref handler);
        a.iretq();
    }, static guest => guest.SetHandler(0x40, GuestRun.CodeAddress)));

    private static readonly Lazy<string?> s_hardwareBreakpoints = new(static () => TryBreakpoint(
        "stands at a hardware breakpoint", KvmGuestDebugFlags.HardwareBreakpoint, GuestRun.CodeAddress + 1));

    private static readonly Lazy<string?> s_softwareBreakpoints = new(static () => TryBreakpoint("meets INT3", KvmGuestDebugFlags.SoftwareBreakpoint, 0));

    private static readonly Lazy<string?> s_interruptWindow = new(TryInterruptWindow);

    public static string? InterruptWindow => s_interruptWindow.Value;

    public static string? HardwareBreakpoints => s_hardwareBreakpoints.Value;

    public static string? SoftwareBreakpoints => s_softwareBreakpoints.Value;

    public static string? Paging32 => s_paging32.Value;

    public static string? Vectors => s_vectors.Value;

    public static string? Return32 => s_return32.Value;

    public static string? SoftwareInterrupts => s_softwareInterrupts.Value;

    private static string? TryInterruptWindow()
    {
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            a.sti();
            a.nop();
            a.@out(0x10, al);
            a.hlt();
        });
        guest.Vcpu.RequestInterruptWindow = true;
        KvmExitReason reason = guest.Next().Reason;
        return reason == KvmExitReason.IrqWindowOpen ? null : $"a guest that opens its interrupt window ends with {reason}";
    }

    private static string? TryBreakpoint(string what, KvmGuestDebugFlags kind, ulong address)
    {
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(a =>
        {
            a.nop();
            if (address == 0)
                a.int3();
            else
                a.nop();
            a.hlt();
        });
        guest.Vcpu.SetGuestDebug(KvmGuestDebugFlags.Enable | kind, address, 0, 0, 0, 0, 0, 0, address == 0 ? 0UL : 0x402);
        KvmExit exit = guest.Next();
        return exit.Reason == KvmExitReason.Debug ? null : $"a guest that {what} ends with {exit.ToString()}";
    }

    private static string? Try(string what, GuestMode mode, Action<Assembler> program, Action<GuestRun>? prepare = null)
    {
        using var guest = new GuestRun(mode);
        guest.Load(a =>
        {
            program(a);
            a.hlt();
        });
        prepare?.Invoke(guest);
        string? end = null;
        guest.Run(exit =>
        {
            end = exit.Reason == KvmExitReason.Hlt ? null : exit.ToString();
            return exit.Reason != KvmExitReason.Intr;
        });
        return end is null ? null : $"a guest that {what} ends with {end}";
    }
}
