using System.Globalization;
using VirtCore.LiveTests.Abi;
using Xunit;

namespace VirtCore.Tests.Recorded;

/// <summary>What the C compiler said of linux/kvm.h under the newest headers. The live tests ask it again under the machine's own, which know less.</summary>
public sealed class RecordedKvmAbiTests
{
    private static readonly Lazy<Dictionary<string, long>> s_recorded = new(Load);

    [Fact]
    public void Every_constant_and_struct_is_as_recorded() =>
        Assert.Empty(KvmAbi.Questions
            .Where(static ours => !s_recorded.Value.TryGetValue(ours.Expression, out long theirs) || theirs != ours.Value)
            .Select(static ours => $"{ours.Name} is {ours.Value}"));

    [Fact]
    public void Nothing_is_recorded_that_is_no_longer_ours() =>
        Assert.Empty(s_recorded.Value.Keys.Except(KvmAbi.Questions.Select(static ours => ours.Expression)));

    [Fact]
    public void What_is_known_by_another_source_is_found()
    {
        // The numbers of Documentation/virt/kvm/api.rst, and of <asm-generic/ioctl.h>: read, 'size of kvm_regs', 0xAE, 0x81.
        Assert.Equal(12, s_recorded.Value["KVM_API_VERSION"]);
        Assert.Equal((2L << 30) | (s_recorded.Value["sizeof(struct kvm_regs)"] << 16) | 0xAE81, s_recorded.Value["KVM_GET_REGS"]);
        Assert.Equal(32, s_recorded.Value["offsetof(struct kvm_run, mmio)"]);
        Assert.Contains(KvmAbi.Structs, static type => type.Name == "__typeof__(((struct kvm_run *)0)->memory_fault)");
    }

    private static Dictionary<string, long> Load()
    {
        using var reader = new StreamReader(typeof(RecordedKvmAbiTests).Assembly.GetManifestResourceStream("kvm/linux-7.3")!);
        string[] lines = reader.ReadToEnd().TrimEnd('\n').Split('\n');
        Assert.StartsWith("# linux-libc-dev 7.3", lines[0], StringComparison.Ordinal);
        return lines[1..].ToDictionary(
            static line => line[..line.LastIndexOf(' ')],
            static line => long.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture));
    }
}
