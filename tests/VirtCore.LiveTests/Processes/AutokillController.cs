using Tmds.Linux;
using VirtCore.Host;
using VirtCore.Interop;

namespace VirtCore.LiveTests.Processes;

/// <summary>A host that starts a process in the strongest tier, tells when its last program runs, and is killed.</summary>
internal static class AutokillController
{
    public const string Name = "autokill";
    public const string Plain = "plain";
    public const string Privileged = "privileged";

    // It tells by its standard output that it runs.
    private const string Script = "echo; exec sleep 1000";

    public static async Task<int> RunAsync(string directory, string mode)
    {
        ProcessLauncher launcher = await ProcessLauncher.StartAsync();
        (SafeSocketDescriptor ours, SafeSocketDescriptor theirs) = UnixSocket.Pair(LibC.SOCK_STREAM);
        LaunchRequest request = mode == Plain
            ? new() { FileName = "/bin/sh", Arguments = ["-c", Script], StateDirectory = directory }
            : new()
            {
                FileName = PrivilegeChanges[0],
                Arguments = [.. PrivilegeChanges.Skip(1), SetUserShell(directory), "-p", "-c", Script],
                StateDirectory = directory,
                NoNewPrivileges = false,
            };
        SupervisedProcess process = await launcher.LaunchAsync(
            request with { Descriptors = [new(theirs, 1)], MinimumTier = LifelineTier.KernelAutokill });
        theirs.Dispose();
        RawLauncher.WaitReadable(ours);
        Console.WriteLine($"{process.Id} {process.GuardId} {launcher.LauncherId}");
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    /// <summary>A change of credentials, and what follows is executed: the first of the two moments in which the kernel forgets a parent-death signal.</summary>
    public static IReadOnlyList<string> PrivilegeChanges { get; } = ["/usr/bin/setpriv", "--reuid=12345", "--regid=12345", "--clear-groups"];

    /// <summary>A shell that is root for whoever executes it, which is the second. It goes with the test's directory.</summary>
    public static string SetUserShell(string directory)
    {
        // Whoever executes it must get there.
        for (string? above = directory; above != Path.GetTempPath().TrimEnd('/') && above is not null; above = Path.GetDirectoryName(above))
            File.SetUnixFileMode(above, File.GetUnixFileMode(above) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        string shell = Path.Combine(directory, "root-sh");
        File.Copy("/bin/sh", shell);
        File.SetUnixFileMode(shell, File.GetUnixFileMode(shell) | UnixFileMode.SetUser);
        return shell;
    }
}
