using System.Text;
using VirtCore.Host;
using VirtCore.Tests.Qmp;
using Xunit;

namespace VirtCore.Tests.Cgroups;

/// <summary>The texts of the core's own files.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class CgroupTextTests
{
    private static ReadOnlySpan<byte> MemoryEvents => "low 1\nhigh 22\nmax 333\noom 4444\noom_kill 55555\noom_group_kill 666666\nsock_throttled 7\n"u8;

    [Theory]
    [InlineData("populated 0\nfrozen 0\n", false, false)]
    [InlineData("populated 1\nfrozen 1\n", true, true)]
    [InlineData("populated 1\n", true, false)] // before Linux 5.2
    [InlineData("later 5\nfrozen 1\npopulated 0\n", false, true)]
    [InlineData("", false, false)]
    public void States(string text, bool populated, bool frozen) => Assert.Equal(new CgroupState(populated, frozen), CgroupState.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Memory_events_and_what_was_added()
    {
        var now = CgroupMemoryEvents.Parse(MemoryEvents);
        Assert.Equal(new CgroupMemoryEvents(1, 22, 333, 4444, 55555, 666666), now);
        Assert.Equal(new CgroupMemoryEvents(0, 1, 0, 0, 55554, 666666), now.Since(new CgroupMemoryEvents(1, 21, 333, 4444, 1, 0)));
        Assert.Equal(default, CgroupMemoryEvents.Parse("high max\n\n low 1\noom\nmax \nmax -1\nmax 99999999999999999999\n"u8));
    }

    [Fact]
    public void Every_prefix_is_read()
    {
        for (int length = 0; length <= MemoryEvents.Length; length++)
        {
            var found = CgroupMemoryEvents.Parse(MemoryEvents[..length]);
            Assert.True(found.Low <= 1 && found.High <= 22 && found.Max <= 333);
        }
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        _ = Sum(1000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ulong sum = Sum(1000);
        Assert.Equal((0, 55555_000ul), (GC.GetAllocatedBytesForCurrentThread() - before, sum));
    }

    [Fact]
    public void Controllers_by_their_names()
    {
        Assert.Equal(CgroupControllers.Cpu | CgroupControllers.CpuSet | CgroupControllers.DeviceMemory, CgroupControllerNames.Parse("cpuset cpu  future dmem\n"));
        Assert.Equal(["cpu", "memory", "perf_event"], CgroupControllerNames.Of(CgroupControllers.Memory | CgroupControllers.PerfEvent | CgroupControllers.Cpu));
        Assert.Empty(CgroupControllerNames.Of(CgroupControllers.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => CgroupControllerNames.Of((CgroupControllers)(1 << 30)));
        foreach (CgroupControllers one in Enum.GetValues<CgroupControllers>())
            Assert.Equal(one, CgroupControllerNames.Parse(string.Join(' ', CgroupControllerNames.Of(one))));
    }

    private static ulong Sum(int count)
    {
        ulong sum = 0;
        for (int i = 0; i < count; i++)
            sum += CgroupMemoryEvents.Parse(MemoryEvents).OutOfMemoryKills;
        return sum;
    }
}
