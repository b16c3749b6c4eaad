using VirtCore.Host;
using Xunit;

namespace VirtCore.Tests.Cgroups;

public sealed class PressureThresholdTests
{
    [Theory]
    [InlineData(PressureStall.Some, 150_000, 1_000_000, "some 150000 1000000", false)]
    [InlineData(PressureStall.Full, 1, 500_000, "full 1 500000", false)]
    [InlineData(PressureStall.Some, 10_000_000, 10_000_000, "some 10000000 10000000", true)]
    [InlineData(PressureStall.Some, 5, 2_000_000, "some 5 2000000", true)]
    public void Written_as_the_kernel_reads_it(PressureStall stall, int time, int window, string text, bool unprivileged)
    {
        var threshold = new PressureThreshold(stall, TimeSpan.FromMicroseconds(time), TimeSpan.FromMicroseconds(window));
        Assert.Equal((text, unprivileged), (threshold.Format(), threshold.IsUnprivileged));
    }

    [Theory]
    [InlineData(PressureStall.Some, 1, 499_999)]
    [InlineData(PressureStall.Some, 1, 10_000_001)]
    [InlineData(PressureStall.Some, 0, 1_000_000)]
    [InlineData(PressureStall.Some, 1_000_001, 1_000_000)]
    [InlineData((PressureStall)7, 1, 1_000_000)]
    public void What_no_kernel_takes_is_refused(PressureStall stall, int time, int window) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PressureThreshold(stall, TimeSpan.FromMicroseconds(time), TimeSpan.FromMicroseconds(window)).Format());
}
