using System.Diagnostics;
using System.Runtime.CompilerServices;
using VirtCore.Host;
using Xunit;

namespace VirtCore.LiveTests.Cgroups;

/// <summary>A test of a controller: cgroups of its own that have it.</summary>
public abstract class ControllerTest : CgroupTest
{
    /// <summary>A cgroup with some controllers, all of which the machine must offer.</summary>
    internal CgroupV2 Create(string name, CgroupControllers controllers)
    {
        foreach (string controller in CgroupControllerNames.Of(controllers))
            Requires.CgroupController(controller);
        Own.EnableControllers(controllers);
        return Own.Create(name);
    }

    /// <summary>Runs a script in a cgroup to its end.</summary>
    internal async Task<ProcessExit> RunAsync(CgroupV2 cgroup, string script, string name)
    {
        SupervisedProcess process = await LaunchAsync(Shell(script, name) with { Cgroup = cgroup });
        return await process.Exited.WaitAsync(Patience);
    }

    /// <summary>Looks until something is so.</summary>
    internal static async Task EventuallyAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
                Assert.Fail($"It never came to this: {what}");
            await Task.Delay(5);
        }
    }
}
