using System.Collections.Concurrent;
using VirtCore.Host;
using VirtCore.LiveTests.Leftovers;
using VirtCore.LiveTests.Results;
using Xunit;

namespace VirtCore.LiveTests.Processes;

/// <summary>A test with a launcher and state directories of its own. Also run on the lab's newest kernel, where the strongest tier is.</summary>
[Trait(ResultFile.LabTrait, LabSelection.Newest)]
public abstract class ProcessTest : LiveTest
{
    internal static readonly TimeSpan Patience = LiveTests.Patience.Seconds(20);

    private readonly ConcurrentBag<SupervisedProcess> _made = [];
    private readonly Lazy<Task<ProcessLauncher>> _launcher = new(static () => ProcessLauncher.StartAsync().AsTask());

    internal Task<ProcessLauncher> LauncherAsync() => _launcher.Value;

    internal string StateDirectory(string name = "state") => Directory.CreateDirectory(Path.Combine(PrivateDirectory, name)).FullName;

    internal LaunchRequest Sleep(string name = "state") =>
        new() { FileName = "/bin/sleep", Arguments = ["1000"], StateDirectory = StateDirectory(name) };

    internal LaunchRequest Shell(string script, string name = "state") =>
        new() { FileName = "/bin/sh", Arguments = ["-c", script], StateDirectory = StateDirectory(name) };

    internal async ValueTask<SupervisedProcess> LaunchAsync(LaunchRequest request)
    {
        SupervisedProcess process = await (await LauncherAsync()).LaunchAsync(request);
        _made.Add(process);
        return process;
    }

    internal async ValueTask<SupervisedProcess?> AdoptAsync(string directory)
    {
        SupervisedProcess? process = await SupervisedProcess.AdoptAsync(directory);
        if (process is not null)
            _made.Add(process);
        return process;
    }

    /// <summary>Waits until a process is gone, by pidfd.</summary>
    internal static async Task GoneAsync(int id)
    {
        using Pidfd? process = Pidfd.TryOpen(id);
        if (process is not null)
            await process.WaitAsync().AsTask().WaitAsync(Patience);
    }

    /// <summary>A line of <c>/proc/PID/status</c>.</summary>
    internal static string StatusOf(int id, string key) =>
        File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith(key + ":", StringComparison.Ordinal))[(key.Length + 1)..].Trim();

    protected override async ValueTask CleanUpAsync()
    {
        foreach (SupervisedProcess process in _made)
        {
            if (!process.Exited.IsCompleted)
            {
                process.Lifeline.Cut();
                await process.GuardLost.WaitAsync(Patience);
            }

            await process.DisposeAsync();
        }

        if (!_launcher.IsValueCreated)
            return;
        ProcessLauncher launcher = await LauncherAsync();
        int id = launcher.LauncherId;
        await launcher.DisposeAsync();
        await GoneAsync(id);
    }
}
