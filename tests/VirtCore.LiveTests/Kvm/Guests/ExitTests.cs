using Iced.Intel;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>The exits that are no access: HLT, shutdown, an instruction that nobody can run, and what has no name.</summary>
public sealed class ExitTests : LiveTest
{
    [Fact]
    public void A_halted_guest_runs_on_behind_its_HLT()
    {
        using var guest = new GuestRun(GuestMode.Real);
        guest.Load(static a =>
        {
            a.mov(ax, 1);
            a.hlt();
            a.inc(ax);
            a.hlt();
        });
        Assert.Equal(KvmExitReason.Hlt, RunOnce(guest));
        Assert.Equal(1UL, guest.Vcpu.GetRegs().Rax & 0xFFFF);
        Assert.Equal(KvmExitReason.Hlt, RunOnce(guest));
        Assert.Equal(2UL, guest.Vcpu.GetRegs().Rax & 0xFFFF);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_triple_fault_is_a_shutdown(int mode)
    {
        using var guest = new GuestRun((GuestMode)mode);
        guest.Load(static a => a.ud2()); // the IDT has no gate: #UD, #GP, #DF, shutdown
        Assert.Equal(KvmExitReason.Shutdown, RunOnce(guest));
    }

    [Fact]
    public void An_exits_view_is_of_its_own_reason_alone()
    {
        using var guest = new GuestRun(GuestMode.Real);
        guest.Load(static a => a.hlt());
        guest.Run(static exit => exit.Reason == KvmExitReason.Hlt);
        Assert.Equal("Hlt", new KvmExit(guest.Vcpu, KvmExitReason.Hlt).ToString());
        Assert.Throws<InvalidOperationException>(() => _ = new KvmExit(guest.Vcpu, KvmExitReason.Hlt).Io.Port);
        Assert.Throws<InvalidOperationException>(() => _ = new KvmExit(guest.Vcpu, KvmExitReason.Hlt).Mmio.Address);
        Assert.Throws<InvalidOperationException>(() => _ = new KvmExit(guest.Vcpu, KvmExitReason.Hlt).InternalError.Suberror);
        Assert.Throws<InvalidOperationException>(() => _ = new KvmExit(guest.Vcpu, KvmExitReason.Hlt).Msr.Index);
    }

    [Fact]
    public void What_has_no_name_keeps_its_number()
    {
        const KvmExitReason Unknown = (KvmExitReason)4711;
        using var guest = new GuestRun(GuestMode.Real);
        guest.Load(static a => a.hlt());
        guest.Run(static exit => exit.Reason == KvmExitReason.Hlt);
        // No kernel has it, so it is made here of a true exit.
        var exit = new KvmExit(guest.Vcpu, Unknown);
        Assert.Equal(Unknown, exit.Reason);
        Assert.Equal("4711", exit.ToString());
        Assert.Equal(256, exit.Raw.Length);
    }

    [Fact]
    public void What_cannot_be_emulated_is_an_internal_error_with_its_data()
    {
        // An instruction on an address without memory must be emulated, and the emulator does not know this one.
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            a.mov(edi, (uint)GuestRun.MmioAddress);
            a.paddd(xmm0, __xmmword_ptr[rdi]);
            a.hlt();
        });
        uint suberror = 0;
        ulong[] data = [];
        string text = "";
        guest.Run(exit =>
        {
            if (exit.Reason != KvmExitReason.InternalError)
                return false;
            suberror = exit.InternalError.Suberror;
            data = exit.InternalError.Data.ToArray();
            text = exit.ToString();
            return true;
        });
        Assert.Equal(1u, suberror);
        Assert.InRange(data.Length, 1, 16);
        Assert.StartsWith("internal error 1 ", text, StringComparison.Ordinal);
    }

    private static KvmExitReason RunOnce(GuestRun guest)
    {
        KvmExitReason reason = default;
        guest.Run(exit => (reason = exit.Reason) is not KvmExitReason.Intr);
        return reason;
    }
}
