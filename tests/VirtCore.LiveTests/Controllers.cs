using System.Diagnostics;
using VirtCore.LiveTests.Cgroups;
using VirtCore.LiveTests.Migration;
using VirtCore.LiveTests.Netlink;
using VirtCore.LiveTests.Processes;
using VirtCore.LiveTests.Systemd;

namespace VirtCore.LiveTests;

/// <summary>This program as a process of its own, so that a test can kill it: <c>--controller NAME ARGUMENTS</c>.</summary>
internal static class Controllers
{
    /// <summary>What starts this program again, and the arguments that come first.</summary>
    public static IReadOnlyList<string> CommandLine(string name, params string[] arguments)
    {
        string self = Environment.ProcessPath!;
        string[] program = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [self, typeof(Controllers).Assembly.Location] : [self];
        return [.. program, "--controller", name, .. arguments];
    }

    /// <summary>Starts a controller. Its standard output and input are the test's.</summary>
    public static Process Start(string name, params string[] arguments) => Run(CommandLine(name, arguments));

    public static Process Run(IReadOnlyList<string> commandLine)
    {
        var start = new ProcessStartInfo(commandLine[0], commandLine.Skip(1)) { RedirectStandardOutput = true, RedirectStandardInput = true };
        return Process.Start(start)!;
    }

    public static async Task<int> RunAsync(string name, string[] arguments) => (name, arguments) switch
    {
        (LaunchController.Name, [var directory, var mode]) => await LaunchController.RunAsync(directory, mode),
        (AdoptController.Name, [var directory, var mode]) => await AdoptController.RunAsync(directory, mode),
        (AutokillController.Name, [var directory, var mode]) => await AutokillController.RunAsync(directory, mode),
        (MadeCgroupController.Name, [var directory, var cgroup, var mode]) => await MadeCgroupController.RunAsync(directory, cgroup, mode),
        (DelegateController.Name, [var own, var outside, var stranger]) => await DelegateController.RunAsync(own, outside, stranger),
        (FindController.Name, []) => FindController.Run(),
        (ThreadsController.Name, []) => await ThreadsController.RunAsync(),
        (MacvtapController.Name, [var place, var parent]) => await MacvtapController.RunAsync(place, parent),
        (ServiceController.Name, [var directory, var mode]) => await ServiceController.RunAsync(directory, mode),
        (AttachController.Name, [var bridge, var mode]) => await AttachController.RunAsync(bridge, mode),
        (TrafficController.Name, [var mode, var address, var seconds]) => TrafficController.Run(mode, address, seconds),
        (SelfCheckController.Name, [var directory]) => await SelfCheckController.RunAsync(directory),
        (MigrationController.Name, [var source, var target, var domain, var moment]) =>
            await MigrationController.RunAsync(source, target, domain, moment),
        _ => throw new ArgumentException($"There is no controller \"{name}\" with {arguments.Length} arguments.", nameof(name)),
    };
}
