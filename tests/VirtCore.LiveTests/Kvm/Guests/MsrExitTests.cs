using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>MSRs that KVM does not know, refused by the host.</summary>
public sealed class MsrExitTests : LiveTest
{
    private const uint Unknown = 0x4711;
    private const ulong UnknownReason = 1 << 1;
    private const byte GeneralProtection = 13;
    private const ulong Handler = 0xB000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_the_host_fails_is_a_general_protection_fault(bool write)
    {
        Requires.Kvm();
        using (KvmSystem system = KvmSystem.Open())
        {
            if (system.CheckExtension(KvmCapability.X86UserSpaceMsr) == 0)
                Assert.Skip("This KVM asks nobody for MSRs (KVM_CAP_X86_USER_SPACE_MSR, Linux 5.10).");
        }

        using var guest = new GuestRun(GuestMode.Long, static vm => vm.EnableCap(KvmCapability.X86UserSpaceMsr, UnknownReason));
        guest.SetHandler(GeneralProtection, Handler);
        guest.Load(static a =>
        {
            a.mov(ebx, 1);
            a.hlt();
        }, Handler);
        guest.Load(a =>
        {
            a.mov(ecx, Unknown);
            if (write)
                a.wrmsr();
            else
                a.rdmsr();
            a.hlt();
        });
        (KvmExitReason Reason, uint Index, uint Why) seen = default;
        guest.Run(exit =>
        {
            if (exit.Reason is not (KvmExitReason.X86Rdmsr or KvmExitReason.X86Wrmsr))
                return false;
            KvmMsrExit msr = exit.Msr;
            seen = (exit.Reason, msr.Index, msr.Reason);
            msr.Fails = true;
            return true;
        });
        Assert.Empty(guest.RunToEnd());
        Assert.Equal((write ? KvmExitReason.X86Wrmsr : KvmExitReason.X86Rdmsr, Unknown, (uint)UnknownReason), seen);
        Assert.Equal(1UL, guest.Vcpu.GetRegs().Rbx);
    }
}
