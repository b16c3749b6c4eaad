using VirtCore.Host;
using Xunit;

namespace VirtCore.LiveTests.Cgroups;

/// <summary>Pressure triggers of a cgroup and of the machine.</summary>
public sealed class PressureTests : CgroupTest
{
    // The shortest window that the kernel takes from everybody; a few per cent of it are reached at once by more spinners than CPUs.
    private static readonly PressureThreshold s_light = new(PressureStall.Some, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(2));

    [Fact]
    public async Task Processes_that_wait_for_a_cpu_fire_the_trigger()
    {
        using CgroupV2 cgroup = Own.Create("pressed");
        NeedsPressure(cgroup);
        await using IAsyncEnumerator<int> told = cgroup.WatchPressureAsync(PressureResource.Cpu, s_light).GetAsyncEnumerator();
        ValueTask<bool> first = told.MoveNextAsync();
        await LaunchAsync(Spinners() with { Cgroup = cgroup });
        Assert.True(await first.AsTask().WaitAsync(Patience));
        Assert.True(told.Current >= 1);
        // It goes on; and ends with the cgroup.
        Assert.True(await told.MoveNextAsync().AsTask().WaitAsync(Patience));
        ValueTask<bool> last = told.MoveNextAsync();
        cgroup.Kill();
        await cgroup.RemoveAsync();
        while (await last.AsTask().WaitAsync(Patience))
            last = told.MoveNextAsync();
    }

    [Fact]
    public async Task The_machine_has_triggers_too()
    {
        NeedsPressure(Own);
        await using IAsyncEnumerator<int> told = HostPressure.WatchAsync(PressureResource.Cpu, s_light).GetAsyncEnumerator();
        ValueTask<bool> first = told.MoveNextAsync();
        await LaunchAsync(Spinners() with { Cgroup = Own });
        Assert.True(await first.AsTask().WaitAsync(Patience));
    }

    [Fact]
    public async Task Watching_ends_when_it_is_cancelled()
    {
        NeedsPressure(Own);
        using var cancel = new CancellationTokenSource();
        await using IAsyncEnumerator<int> told = Own.WatchPressureAsync(PressureResource.Io, s_light, cancel.Token).GetAsyncEnumerator();
        Task<bool> next = told.MoveNextAsync().AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task A_short_window_is_for_the_privileged_and_that_is_said()
    {
        NeedsPressure(Own);
        if (HasResourceCapability())
            Assert.Skip("this user has CAP_SYS_RESOURCE, and may have short windows.");
        var second = new PressureThreshold(PressureStall.Some, TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(1));
        await using IAsyncEnumerator<int> told = Own.WatchPressureAsync(PressureResource.Memory, second).GetAsyncEnumerator();
        var refused = await Assert.ThrowsAsync<KernelException>(async () => await told.MoveNextAsync());
        Assert.Contains("some 150000 1000000", refused.Message, StringComparison.Ordinal);
        Assert.Contains("multiple of 2 s", refused.Hint, StringComparison.Ordinal);
        Assert.EndsWith("memory.pressure", refused.Target, StringComparison.Ordinal);
    }

    private LaunchRequest Spinners() => Shell($"for i in $(seq {(2 * Environment.ProcessorCount) + 2}); do (while :; do :; done) & done; wait");

    private static bool HasResourceCapability() =>
        (Convert.ToUInt64(StatusOf(Environment.ProcessId, "CapEff"), 16) >> (int)LinuxCapability.SysResource & 1) != 0;

    private static void NeedsPressure(CgroupV2 cgroup)
    {
        if (cgroup.TryReadText("cpu.pressure") is null)
            Assert.Skip("needs pressure stall information, and the kernel was built or started without it.");
    }
}
