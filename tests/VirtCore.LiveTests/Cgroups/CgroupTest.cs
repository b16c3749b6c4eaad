using VirtCore.Host;
using VirtCore.LiveTests.Processes;

namespace VirtCore.LiveTests.Cgroups;

/// <summary>A test with cgroups of its own, below one that is made for it.</summary>
public abstract class CgroupTest : ProcessTest
{
    private readonly Lazy<CgroupV2> _own;

    protected CgroupTest() => _own = new Lazy<CgroupV2>(static () =>
    {
        using CgroupV2 root = Requires.Cgroup();
        return root.Create($"virtcore-test-{Guid.NewGuid():N}");
    });

    /// <summary>The cgroup that all of the test's are below.</summary>
    internal CgroupV2 Own => _own.Value;

    /// <summary>A cgroup with a process that sleeps.</summary>
    internal async Task<(CgroupV2 Cgroup, SupervisedProcess Process)> SleepInAsync(string name = "sleep")
    {
        CgroupV2 cgroup = Own.Create(name);
        return (cgroup, await LaunchAsync(Sleep(name) with { Cgroup = cgroup }));
    }

    protected override async ValueTask CleanUpAsync()
    {
        await base.CleanUpAsync();
        if (!_own.IsValueCreated)
            return;
        await Own.RemoveAsync();
        Own.Dispose();
    }
}
