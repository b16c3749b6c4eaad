using System.Globalization;
using VirtCore.Host;
using Xunit;

namespace VirtCore.LiveTests.Cgroups;

/// <summary>Many cgroups made, filled, killed and removed at once, again and again.</summary>
public sealed class CgroupLoadTests : CgroupTest
{
    private const int Workers = 8;

    // The lab's emulated CPUs take fifty times as long.
    private static readonly int s_groups = Environment.GetEnvironmentVariable("VIRTCORE_LAB") is null ? 1000 : 100;

    /// <summary>How many times over; 100 take minutes.</summary>
    private static int Rounds =>
        int.TryParse(Environment.GetEnvironmentVariable("VIRTCORE_CGROUP_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int rounds) ? rounds : 2;

    [Fact]
    public async Task A_thousand_groups_come_and_go()
    {
        string[] states = [.. Enumerable.Range(0, Workers).Select(worker => StateDirectory($"{worker}"))];
        for (int round = 0; round < Rounds; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => WorkAsync(worker, states[worker]))));
            Assert.Empty(Own.GetChildren());
        }
    }

    // By turns: the cgroup's own end of a killed process, and the guard's end of one that was made for it.
    private async Task WorkAsync(int worker, string state)
    {
        ProcessLauncher launcher = await LauncherAsync();
        for (int group = worker; group < s_groups; group += Workers)
        {
            if (group % 2 == 0)
            {
                using CgroupV2 cgroup = Own.Create($"group-{group}");
                await using SupervisedProcess process = await launcher.LaunchAsync(Request(state) with { Cgroup = cgroup });
                cgroup.Kill();
                await cgroup.WaitForEmptyAsync();
                await cgroup.RemoveAsync();
                await process.GuardLost.WaitAsync(Patience);
            }
            else
            {
                await using SupervisedProcess process = await launcher.LaunchAsync(Request(state) with { CgroupParent = Own });
                process.Cgroup!.Kill();
                await process.GuardLost.WaitAsync(Patience);
            }

            Assert.True(await GuardRecord.DeleteAsync(state));
        }
    }

    private static LaunchRequest Request(string state) => new() { FileName = "/bin/sleep", Arguments = ["1000"], StateDirectory = state };
}
