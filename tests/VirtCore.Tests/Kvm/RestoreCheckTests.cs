using System.Buffers.Binary;
using VirtCore.Kvm;
using Xunit;

namespace VirtCore.Tests.Kvm;

/// <summary>What is asked of a host before a state is restored there.</summary>
public sealed class RestoreCheckTests
{
    private static readonly KvmCpuidEntry[] s_supported = [Entry(1, 0, ecx: 0b1100, edx: 1), Entry(7, 0, ebx: 0xF0), Entry(0xD, 0, eax: 0xE7, edx: 0x4000)];

    [Fact]
    public void Features_that_KVM_has_or_the_vCPU_was_given_are_there()
    {
        Assert.Null(CpuidNeeds.Missing([Entry(1, 0, ecx: 0b100), Entry(7, 0, ebx: 0x30)], s_supported, []));
        Assert.Null(CpuidNeeds.Missing([Entry(7, 0, ebx: 0x130)], s_supported, [Entry(7, 0, ebx: 0x100)]));
        Assert.Null(CpuidNeeds.Missing([], [], []));
    }

    [Fact]
    public void Bits_that_follow_from_the_guest_itself_are_not_asked_for() =>
        Assert.Null(CpuidNeeds.Missing([Entry(1, 0, ecx: 1u << 27 | 1u << 31, edx: 1u << 28)], s_supported, []));

    [Fact]
    public void A_feature_that_is_missing_is_named()
    {
        Assert.Equal("CPUID 0x7.0 EBX bits 0x100", CpuidNeeds.Missing([Entry(7, 0, ebx: 0x130)], s_supported, []));
        Assert.Equal("CPUID 0x7.1 EAX bits 0x10", CpuidNeeds.Missing([Entry(7, 1, eax: 0x10)], s_supported, [Entry(7, 0, eax: 0x10)]));
    }

    [Fact]
    public void Components_are_those_of_leaf_D_or_x87_and_SSE()
    {
        Assert.Equal(0x4000_0000_00E7u, CpuidNeeds.Components(s_supported));
        Assert.Equal(3u, CpuidNeeds.Components([]));
    }

    [Fact]
    public void MSRs_that_are_not_known_are_named_unless_they_are_zero()
    {
        KvmVcpuState state = new() { MsrsValue = [new() { Index = 0x10, Data = 5 }, new() { Index = 0x20 }, new() { Index = 0x30, Data = 1 }] };
        Assert.Equal("0x10, 0x30", MsrSaving.Unknown(state, [0x11, 0x31]));
        Assert.Null(MsrSaving.Unknown(state, [0x10, 0x30]));
    }

    [Fact]
    public void Many_MSRs_that_are_not_known_are_counted()
    {
        KvmVcpuState state = new() { MsrsValue = [.. Enumerable.Range(1, 20).Select(static i => new KvmMsrEntry { Index = (uint)i, Data = 1 })] };
        Assert.EndsWith("0x10 and 4 more", MsrSaving.Unknown(state, []), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x400EC, true)] // TSC deadline
    [InlineData(0x500EC, false)] // masked
    [InlineData(0x200EC, false)] // periodic
    [InlineData(0x000EC, false)] // one-shot
    public void A_deadline_is_awaited_in_its_own_mode(uint lvt, bool awaited)
    {
        KvmLapicState lapic = default;
        BinaryPrimitives.WriteUInt32LittleEndian(lapic.Regs[0x320..], lvt);
        Assert.Equal(awaited, LapicTimer.IsDeadlineAwaited(ref lapic));
    }

    private static KvmCpuidEntry Entry(uint function, uint index, uint eax = 0, uint ebx = 0, uint ecx = 0, uint edx = 0) =>
        new() { Function = function, Index = index, Eax = eax, Ebx = ebx, Ecx = ecx, Edx = edx };
}
