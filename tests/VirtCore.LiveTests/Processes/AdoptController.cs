using VirtCore.Host;

namespace VirtCore.LiveTests.Processes;

/// <summary>A later host that takes a process up, and is killed.</summary>
internal static class AdoptController
{
    public const string Name = "adopt";
    public const string Look = "look";
    public const string Arm = "arm";

    public static async Task<int> RunAsync(string directory, string mode)
    {
        SupervisedProcess? process = await SupervisedProcess.AdoptAsync(directory);
        if (process is null)
        {
            Console.WriteLine("none");
            return 0;
        }

        if (mode == Arm)
            await process.Lifeline.ArmAsync();
        Console.WriteLine($"{process.Id} {process.GuardId} {process.Lifeline.State}");
        if (mode == Arm)
            await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
