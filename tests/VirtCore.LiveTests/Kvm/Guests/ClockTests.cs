using Iced.Intel;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>The clocks of a VM, what it counts, and MSRs that the host answers.</summary>
public sealed class ClockTests : LiveTest
{
    [Fact]
    public void The_clock_goes_on_and_can_be_set()
    {
        const ulong Hour = 3_600_000_000_000;
        using var guest = new GuestRun(GuestMode.Long);
        KvmClockData first = guest.Vm.GetClock();
        KvmClockData second = guest.Vm.GetClock();
        Assert.True(second.Clock > first.Clock);
        guest.Vm.SetClock(new KvmClockData { Clock = Hour });
        Assert.InRange(guest.Vm.GetClock().Clock, Hour, Hour + (ulong)Patience.Seconds(60).TotalNanoseconds);
    }

    [Fact]
    public void The_guests_time_stamp_counter_goes_on_from_where_the_host_set_it()
    {
        const uint Tsc = 0x10;
        const ulong Start = 1UL << 60;
        using var guest = new GuestRun(GuestMode.Long);
        Assert.True(guest.Vcpu.GetTscKhz() > 0);
        guest.Load(static a =>
        {
            foreach (AssemblerRegister64 register in (AssemblerRegister64[])[rbx, rcx])
            {
                a.rdtsc();
                a.shl(rdx, 32);
                a.or(rax, rdx);
                a.mov(register, rax);
                a.hlt();
            }
        });
        guest.RunToEnd();
        Assert.Equal(1, guest.Vcpu.SetMsrs([new KvmMsrEntry { Index = Tsc, Data = Start }]));
        guest.RunToEnd();
        KvmRegs regs = guest.Vcpu.GetRegs();
        Assert.True(regs.Rcx > regs.Rbx);
        if (regs.Rcx - regs.Rbx < 1UL << 50)
            Assert.Skip("This KVM's guests read the processor's own counter, whatever the host sets.");
        Assert.InRange(regs.Rcx, Start, Start + (1UL << 50));
    }

    [Fact]
    public void What_KVM_counts_goes_up_with_the_guests_exits()
    {
        Requires.KvmCapability(KvmCapability.BinaryStatsFd);
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            for (int i = 0; i < 20; i++)
                a.@out(0x10, al);
            a.hlt();
        });
        using KvmStatistics vcpu = guest.Vcpu.OpenStatistics();
        using KvmStatistics vm = guest.Vm.OpenStatistics();
        Assert.EndsWith("/vcpu-0", vcpu.Id, StringComparison.Ordinal);
        Assert.StartsWith("kvm-", vm.Id, StringComparison.Ordinal);
        Assert.NotEmpty(vm.Entries);
        Assert.All(vcpu.Entries, entry => Assert.Equal(entry.Count, vcpu.ValuesOf(entry).Length));
        Assert.True(vcpu.TryFind("exits", out KvmStatistic? exits), string.Join(' ', vcpu.Entries.Select(static entry => entry.Name)));
        Assert.Equal((KvmStatisticKind.Cumulative, 1), (exits.Kind, exits.Count));
        // A KVM without hardware counts fewer things.
        KvmStatistic[] counters = [.. vcpu.Entries.Where(static entry => entry is { Kind: KvmStatisticKind.Cumulative, Count: 1 })];
        ulong[] before = [.. counters.Select(counter => vcpu.ValuesOf(counter)[0])];
        guest.RunToEnd();
        Assert.Equal(before, counters.Select(counter => vcpu.ValuesOf(counter)[0]));
        vcpu.Refresh();
        ulong[] after = [.. counters.Select(counter => vcpu.ValuesOf(counter)[0])];
        Assert.All(before.Zip(after), static pair => Assert.True(pair.Second >= pair.First));
        Assert.Contains(before.Zip(after), static pair => pair.Second > pair.First);
    }

    [Fact]
    public void An_MSR_that_nobody_knows_is_the_hosts()
    {
        const uint Unknown = 0x4711;
        const byte GeneralProtection = 13;
        const ulong UnknownReason = 2; // KVM_MSR_EXIT_REASON_UNKNOWN
        Requires.KvmCapability(KvmCapability.X86UserSpaceMsr);
        using var guest = new GuestRun(GuestMode.Long, static vm => vm.EnableCap(KvmCapability.X86UserSpaceMsr, UnknownReason));
        Label handler = default;
        Func<Label, ulong> address = guest.Load(a =>
        {
            handler = a.CreateLabel();
            a.mov(ecx, Unknown);
            a.rdmsr();
            a.inc(eax);
            a.wrmsr();
            a.mov(ebx, 1);
            a.wrmsr();
            a.mov(ebx, 2);
            a.hlt();
            a.Label(ref handler);
            a.hlt();
        });
        guest.SetHandler(GeneralProtection, address(handler));
        KvmExit exit = guest.Next();
        Assert.Equal(KvmExitReason.X86Rdmsr, exit.Reason);
        KvmMsrExit msr = exit.Msr;
        Assert.Equal((Unknown, (uint)UnknownReason), (msr.Index, msr.Reason));
        msr.Data = 0x0000_0005_0000_0010;
        exit = guest.Next();
        Assert.Equal(KvmExitReason.X86Wrmsr, exit.Reason);
        Assert.Equal(0x0000_0005_0000_0011UL, exit.Msr.Data);
        exit = guest.Next();
        Assert.Equal(KvmExitReason.X86Wrmsr, exit.Reason);
        msr = exit.Msr;
        msr.Fails = true;
        guest.RunToEnd();
        Assert.Equal((1UL, address(handler) + 1), (guest.Vcpu.GetRegs().Rbx, guest.Vcpu.GetRegs().Rip));
    }
}
