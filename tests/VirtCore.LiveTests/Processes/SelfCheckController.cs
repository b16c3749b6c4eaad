using System.Diagnostics;
using VirtCore.Host;

namespace VirtCore.LiveTests.Processes;

/// <summary>A host under conditions in which its runtime reaps every child: as PID 1, or started with SIGCHLD ignored. Says "ok", or throws.</summary>
internal static class SelfCheckController
{
    public const string Name = "self-check";

    public static async Task<int> RunAsync(string directory)
    {
        // The runtime's own children, at the same time.
        Task others = RunOthersAsync();
        await using (ProcessLauncher launcher = await ProcessLauncher.StartAsync())
        {
            for (int round = 0; round < 5; round++)
            {
                string state = Directory.CreateDirectory(Path.Combine(directory, $"{round}")).FullName;
                await using SupervisedProcess process = await launcher.LaunchAsync(
                    new LaunchRequest { FileName = "/bin/sh", Arguments = ["-c", $"exit {40 + round}"], StateDirectory = state });
                ProcessExit exit = await process.Exited;
                if (exit != new ProcessExit(40 + round, null))
                    throw new InvalidOperationException($"Round {round}: {exit}.");
            }

            string armed = Directory.CreateDirectory(Path.Combine(directory, "armed")).FullName;
            SupervisedProcess held = await launcher.LaunchAsync(
                new LaunchRequest { FileName = "/bin/sleep", Arguments = ["1000"], StateDirectory = armed });
            using Pidfd pidfd = Pidfd.Open(held.Id);
            await held.DisposeAsync();
            if (!pidfd.HasExited)
                throw new InvalidOperationException("The armed process lives.");
        }

        await others;
        Console.WriteLine("ok");
        return 0;
    }

    private static async Task RunOthersAsync()
    {
        for (int i = 0; i < 20; i++)
        {
            using Process other = Process.Start("/bin/true");
            await other.WaitForExitAsync();
        }
    }
}
