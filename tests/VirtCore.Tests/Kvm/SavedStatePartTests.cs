using System.Buffers.Binary;
using VirtCore.Kvm;
using Xunit;

namespace VirtCore.Tests.Kvm;

/// <summary>States whose checksum fits, and whose parts do not: each is refused with a word that says where.</summary>
public sealed class SavedStatePartTests
{
    private static readonly byte[] s_state = SampleStates.Recorded();

    public static TheoryData<int> Parts => [.. Enumerable.Range(0, PartsOf(s_state).Count)];

    [Fact]
    public void A_head_that_is_another()
    {
        Changed(0, (byte)'X', "begins otherwise");
        Changed(8, 2, "version 2");
        Changed(12, 183, "machine 183");
        Changed(36, 1, "byte 36");
        Changed(34, 1, "65538 vCPUs; 4096");
        Changed(32, 1, "should end at byte");
        Changed(32, 3, "part Vcpu should begin");
    }

    [Fact]
    public void A_length_beyond_the_limit()
    {
        byte[] bytes = [.. s_state];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(StateFormat.LengthAt), ulong.MaxValue);
        SavedStateTests.AssertRefused(bytes, $"{StateFormat.MostBytes} are allowed");
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_part_that_is_missing_twice_unknown_or_too_long(int index)
    {
        (int at, int length) = PartsOf(s_state)[index];
        StateSection section = (StateSection)BinaryPrimitives.ReadUInt32LittleEndian(s_state.AsSpan(at));
        byte[] part = s_state[at..(at + length)];
        bool mayBeMissing = section is StateSection.Pit or StateSection.Xcr0;
        byte[] without = Sealed([.. s_state[..at], .. s_state[(at + length)..]]);
        if (mayBeMissing)
            Assert.Equal(without, KvmVmState.Read(without).ToArray());
        else
            SavedStateTests.AssertRefused(without, $"{section}");
        SavedStateTests.AssertRefused(Sealed([.. s_state[..at], .. part, .. s_state[at..]]), index == PartsOf(s_state).Count - 1 ? "should end" : $"{section}");
        SavedStateTests.AssertRefused(With(at, 9999), mayBeMissing ? "9999" : $"{section} should begin");
        SavedStateTests.AssertRefused(With(at + 4, uint.MaxValue), $"{section} at byte {at} has {uint.MaxValue} bytes");
        SavedStateTests.AssertRefused(With(at + 4, (uint)BinaryPrimitives.ReadUInt32LittleEndian(s_state.AsSpan(at + 4)) + 1), $"{section}");
        if (length > StateFormat.SectionHeadLength)
            SavedStateTests.AssertRefused(With(at + 4, 0), "");
    }

    [Fact]
    public void Lists_beyond_their_limits()
    {
        KvmVmState state = SampleStates.Small();
        state.VcpusValue[0].CpuidValue = new KvmCpuidEntry[StateFormat.MostCpuidEntries + 1];
        SavedStateTests.AssertRefused(state.ToArray(), "Cpuid");
        state = SampleStates.Small();
        state.VcpusValue[0].MsrsValue = new KvmMsrEntry[StateFormat.MostMsrs + 1];
        SavedStateTests.AssertRefused(state.ToArray(), "Msrs");
        state = SampleStates.Small();
        state.VcpusValue[0].XsaveValue = new byte[StateFormat.MostXsaveBytes + 1];
        SavedStateTests.AssertRefused(state.ToArray(), "Xsave");
        state.VcpusValue[0].XsaveValue = new byte[4095];
        SavedStateTests.AssertRefused(state.ToArray(), "Xsave");
    }

    [Fact]
    public void MSRs_and_vCPUs_out_of_order()
    {
        KvmVmState state = SampleStates.Small();
        state.VcpusValue[0].MsrsValue = [new() { Index = 0x10 }, new() { Index = 0x10 }];
        SavedStateTests.AssertRefused(state.ToArray(), "MSR 0x10 after 0x10");
        state = SampleStates.Small();
        state.VcpusValue = [state.VcpusValue[0], state.VcpusValue[0]];
        SavedStateTests.AssertRefused(state.ToArray(), "is of vCPU");
    }

    [Fact]
    public void Controllers_that_cannot_be()
    {
        int machine = PartsOf(s_state)[0].At + StateFormat.SectionHeadLength;
        SavedStateTests.AssertRefused(With(machine, 3), "kind of interrupt controllers, 3");
        SavedStateTests.AssertRefused(With(machine, 0), "Clock should begin");
        SavedStateTests.AssertRefused(With(PartsOf(s_state)[1].At + StateFormat.SectionHeadLength, 2), "is of controller 2");
    }

    [Fact]
    public void Something_where_there_should_be_zeros() => SavedStateTests.AssertRefused(With(PartsOf(s_state)[0].At + 12, 1), "followed by something");

    [Fact]
    public void The_checksum_is_that_of_XZ() =>
        Assert.Equal(0x995DC9BBDF1939FAu, StateChecksum.Finish(StateChecksum.Add(StateChecksum.Add(StateChecksum.Start, "12345678"u8), "9"u8)));

    private static void Changed(int at, byte value, string word)
    {
        byte[] bytes = [.. s_state];
        bytes[at] = value;
        SavedStateTests.AssertRefused(Sealed(bytes), word);
    }

    private static byte[] With(int at, uint value)
    {
        byte[] bytes = [.. s_state];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);
        return Sealed(bytes);
    }

    private static byte[] Sealed(byte[] bytes)
    {
        StateFormat.Seal(bytes);
        return bytes;
    }

    private static List<(int At, int Length)> PartsOf(byte[] state)
    {
        List<(int, int)> parts = [];
        for (int at = StateFormat.HeadLength; at < state.Length;)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(state.AsSpan(at + 4));
            int whole = StateFormat.SectionHeadLength + length + StateFormat.Padding(length);
            parts.Add((at, whole));
            at += whole;
        }

        return parts;
    }
}
