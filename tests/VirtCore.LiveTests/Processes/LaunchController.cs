using VirtCore.Host;

namespace VirtCore.LiveTests.Processes;

/// <summary>A host that starts a process and is killed.</summary>
internal static class LaunchController
{
    public const string Name = "launch";
    public const string Armed = "armed";
    public const string Committed = "committed";
    public const string CommitAndDie = "commit-and-die";
    public const string DieStarting = "die-starting";

    public static readonly Guid Id = new("11112222-3333-4444-5555-666677778888");

    public static async Task<int> RunAsync(string directory, string mode)
    {
        ProcessLauncher launcher = await ProcessLauncher.StartAsync();
        var request = new LaunchRequest { FileName = "/bin/sleep", Arguments = ["1000"], StateDirectory = directory };
        if (mode == DieStarting)
        {
            ValueTask<SupervisedProcess> starting = launcher.LaunchAsync(request);
            Die();
            await starting;
        }

        SupervisedProcess process = await launcher.LaunchAsync(request);
        if (mode == Committed && !await process.Lifeline.CommitAsync(Id))
            return 1;
        Console.WriteLine($"{process.Id} {process.GuardId} {launcher.LauncherId}");
        if (mode == CommitAndDie)
        {
            Console.In.ReadLine();
            _ = process.Lifeline.CommitAsync(Id).AsTask();
            Die();
        }

        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    private static void Die() => System.Diagnostics.Process.GetCurrentProcess().Kill();
}
