using System.Buffers;
using CsCheck;
using VirtCore.Kvm;
using Xunit;

namespace VirtCore.Tests.Kvm;

/// <summary>A VM's state as bytes: what is written is read, and what was damaged is refused.</summary>
public sealed class SavedStateTests
{
    [Fact]
    public void A_recorded_state_is_read_and_written_the_same()
    {
        byte[] bytes = SampleStates.Recorded();
        KvmVmState state = KvmVmState.Read(bytes);
        Assert.Equal(KvmIrqchipKind.Kernel, state.Irqchip);
        Assert.NotNull(state.Pit);
        Assert.NotEqual(0u, state.Clock.Clock);
        Assert.Equal([0u, 1u], state.Vcpus.Select(static vcpu => vcpu.Id));
        foreach (KvmVcpuState vcpu in state.Vcpus)
        {
            Assert.Equal(0x10000u, vcpu.Regs.Rcx);
            Assert.Equal(0x20000u, vcpu.Regs.Rbp);
            Assert.Equal(0x20u, vcpu.Regs.Rdx);
            Assert.Equal(1u, vcpu.Sregs.Cr0 & 1);
            Assert.Equal(uint.MaxValue, vcpu.Sregs.Cs.Limit);
            Assert.Equal(KvmMpState.Runnable, vcpu.MpState);
            Assert.NotNull(vcpu.Lapic);
            Assert.True(vcpu.Xsave.Length >= 4096);
            Assert.Contains(vcpu.Msrs.ToArray(), static msr => msr.Index == 0x10 && msr.Data != 0);
        }

        Assert.Equal(bytes, state.ToArray());
        ArrayBufferWriter<byte> written = new();
        state.Write(written);
        Assert.Equal(bytes, written.WrittenSpan);
    }

    [Fact]
    public void Any_state_is_written_and_read_the_same() => SampleStates.Any.Sample(static state =>
    {
        KvmVmState read = KvmVmState.Read(state.ToArray());
        return read.ToArray().AsSpan().SequenceEqual(state.ToArray())
            && read.Irqchip == state.Irqchip && read.HasPit == state.HasPit && read.Vcpus.Count == state.Vcpus.Count
            && read.Vcpus.Zip(state.Vcpus).All(static pair => pair.First.Id == pair.Second.Id && pair.First.TscKhz == pair.Second.TscKhz && pair.First.Xcr0 == pair.Second.Xcr0
                && pair.First.Xsave.SequenceEqual(pair.Second.Xsave) && pair.First.Regs.Rip == pair.Second.Regs.Rip && pair.First.MpState == pair.Second.MpState);
    }, iter: 200);

    [Fact]
    public void Every_prefix_is_refused()
    {
        byte[] bytes = SampleStates.Recorded();
        for (int length = 0; length < bytes.Length; length++)
            AssertRefused(bytes.AsSpan(0, length), "cut off");
    }

    [Fact]
    public void Every_prefix_whose_length_and_checksum_fit_is_refused()
    {
        byte[] bytes = SampleStates.Small().ToArray();
        for (int length = StateFormat.HeadLength; length < bytes.Length; length++)
        {
            byte[] prefix = bytes[..length];
            StateFormat.Seal(prefix);
            AssertRefused(prefix, "");
        }
    }

    [Fact]
    public void Every_flipped_bit_is_found() => Parallel.For(0, SampleStates.Small().ToArray().Length, static at =>
    {
        byte[] bytes = SampleStates.Small().ToArray();
        for (int bit = 0; bit < 8; bit++)
        {
            bytes[at] ^= (byte)(1 << bit);
            AssertRefused(bytes, "");
            bytes[at] ^= (byte)(1 << bit);
        }
    });

    [Fact]
    public void Something_after_the_end_is_refused() => AssertRefused([.. SampleStates.Recorded(), 0], "followed by something else");

    [Fact]
    public void Nothing_is_allocated_for_what_is_only_announced()
    {
        byte[] head = new byte[StateFormat.HeadLength + 4 + 4 + 8 + 8 + 48];
        SampleStates.Small().ToArray().AsSpan(0, head.Length).CopyTo(head);
        BitConverter.TryWriteBytes(head.AsSpan(32), StateFormat.MostVcpus);
        StateFormat.Seal(head);
        AssertRefused(head, "Vcpu");
        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused(head, "Vcpu");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 << 10);
    }

    internal static void AssertRefused(ReadOnlySpan<byte> bytes, string word)
    {
        try
        {
            KvmVmState.Read(bytes);
        }
        catch (InvalidDataException refused)
        {
            if (!refused.Message.Contains(word, StringComparison.Ordinal))
                Assert.Fail($"\"{refused.Message}\" has no \"{word}\".");
            return;
        }

        Assert.Fail($"{bytes.Length} bytes were read.");
    }
}
