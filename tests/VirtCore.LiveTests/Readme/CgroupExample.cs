using VirtCore.Host;

namespace VirtCore.LiveTests.Readme;

/// <summary>README's example of a process in a cgroup. A test compares the text between the marks with README's.</summary>
internal static class CgroupExample
{
    public static async Task<long> RunAsync(string stateDirectory)
    {
        // README begins
        using CgroupV2 root = CgroupHierarchy.Read().OpenRoot();
        root.EnableControllers(CgroupControllers.Cpu | CgroupControllers.Memory);
        await using ProcessLauncher launcher = await ProcessLauncher.StartAsync();
        await using SupervisedProcess process = await launcher.LaunchAsync(new LaunchRequest
        {
            FileName = "/bin/sleep",
            Arguments = ["1000"],
            StateDirectory = stateDirectory,
            CgroupParent = root, // it gets one of its own below, which is gone with it, whoever dies
            CgroupLimits = static cgroup =>
            {
                cgroup.Cpu.WriteMax(CgroupBandwidth.OfCpus(1.5));
                cgroup.Memory.WriteMax(512 << 20);
            },
        });

        using var statistics = new CgroupStatistics(process.Cgroup!); // keeps its files open: a reading allocates nothing
        statistics.ReadMemoryCurrent(out long bytes);
        // README ends
        return bytes;
    }
}
