using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using VirtCore.Host;
using VirtCore.Interop;
using Xunit;
using static Tmds.Linux.LibC;

namespace VirtCore.LiveTests.Processes;

/// <summary>What a process is like at its first instruction.</summary>
[SupportedOSPlatform("linux")]
public sealed class ChildStateTests : ProcessTest
{
    [Fact]
    public async Task It_has_the_named_descriptors_at_their_numbers_and_no_other()
    {
        (SafeSocketDescriptor one, SafeSocketDescriptor other) = UnixSocket.Pair(SOCK_STREAM);
        (SafeSocketDescriptor ours, SafeSocketDescriptor theirs) = UnixSocket.Pair(SOCK_SEQPACKET);
        using (one)
        using (other)
        using (ours)
        using (theirs)
        using (SafeHandle file = File.OpenHandle(Path.Combine(PrivateDirectory, "file"), FileMode.Create, FileAccess.Write))
        {
            // Crossing numbers: each target is likely to be another one's source.
            List<PassedDescriptor> passed = [new(one, 5), new(other, 4), new(file, 6), new(one, 700), new(file, 3), new(theirs, 0), new(theirs, 1)];
            // It tells when its program is loaded: the loader opens and closes files.
            SupervisedProcess process = await LaunchAsync(Shell("echo; read line") with { Descriptors = passed });
            RawLauncher.WaitReadable(ours);
            Dictionary<int, string> open = Descriptors(process.Id);
            Assert.Equal([0, 1, 2, 3, 4, 5, 6, 700], open.Keys.Order());
            Assert.Equal("/dev/null", open[2]);
            Assert.EndsWith("/file", open[3], StringComparison.Ordinal);
            Assert.Equal(open[3], open[6]);
            Assert.Equal(open[0], open[1]);
            Assert.Equal(open[5], open[700]);
            Assert.NotEqual(open[4], open[5]);
            Assert.Equal(Descriptors(Environment.ProcessId)[(int)one.DangerousGetHandle()], open[5]);
        }
    }

    [Fact]
    public async Task It_has_two_hundred_and_fifty_descriptors()
    {
        using SafeHandle file = File.OpenHandle("/dev/zero");
        SupervisedProcess process = await LaunchAsync(
            Sleep() with { Descriptors = [.. Enumerable.Range(0, 250).Select(number => new PassedDescriptor(file, number))] });
        Assert.Equal(250, Descriptors(process.Id).Count(static entry => entry.Value == "/dev/zero"));
        await Assert.ThrowsAsync<ArgumentException>(async () => await LaunchAsync(Sleep("more") with { Descriptors = [new(file, 4), new(file, 4)] }));
    }

    [Fact]
    public async Task Guard_and_launcher_hold_only_their_own_descriptors()
    {
        using SafeHandle file = File.OpenHandle("/dev/zero");
        SupervisedProcess process = await LaunchAsync(Sleep() with { Descriptors = [new(file, 3)] });
        await process.Lifeline.ArmAsync(); // once it answers, it has let go of what came with the launch
        Assert.Equal(0, Descriptors(process.GuardId).Count(static entry => entry.Value == "/dev/zero"));
        Assert.Equal(7, Descriptors(process.GuardId).Count); // 0 to 2, the lifeline, the lock, the listener, the pidfd
        Assert.Equal([0, 1, 2, 3], Descriptors((await LauncherAsync()).LauncherId).Keys.Order());
    }

    [Fact]
    public async Task No_signal_is_blocked_or_ignored()
    {
        SupervisedProcess process = await LaunchAsync(Sleep());
        Assert.Equal(0UL, Hex(process.Id, "SigIgn"));
        Assert.Equal(0UL, Hex(process.Id, "SigBlk"));
        Assert.Equal(0UL, Hex(process.Id, "SigCgt"));
        Assert.NotEqual(0UL, Hex(Environment.ProcessId, "SigIgn")); // the runtime's SIGPIPE: there was something to undo
    }

    [Fact]
    public async Task It_has_a_session_of_its_own_and_the_given_working_directory_and_environment()
    {
        SupervisedProcess process = await LaunchAsync(
            Sleep() with { WorkingDirectory = "/usr", Environment = new Dictionary<string, string> { ["ONE"] = "1", ["TWO"] = "" } });
        Assert.Equal("/usr", new FileInfo($"/proc/{process.Id}/cwd").LinkTarget);
        Assert.Equal("ONE=1\0TWO=\0", await File.ReadAllTextAsync($"/proc/{process.Id}/environ"));
        string[] stat = (await File.ReadAllTextAsync($"/proc/{process.Id}/stat")).Split(' ');
        Assert.Equal($"{process.Id}", stat[5]);
        SupervisedProcess other = await LaunchAsync(Sleep("other"));
        Assert.Equal(other.StateDirectory, new FileInfo($"/proc/{other.Id}/cwd").LinkTarget);
        Assert.Equal(Environment.GetEnvironmentVariables().Count, (await File.ReadAllTextAsync($"/proc/{other.Id}/environ")).Count(static c => c == '\0'));
    }

    [Fact]
    public async Task It_has_the_given_limits_and_out_of_memory_score()
    {
        SupervisedProcess process = await LaunchAsync(Sleep() with
        {
            ResourceLimits = [new(LimitedResource.OpenFiles, 100, 200), new(LimitedResource.CoreFile, 0, ResourceLimit.Infinity)],
            OomScoreAdjustment = 500,
        });
        string limits = await File.ReadAllTextAsync($"/proc/{process.Id}/limits");
        Assert.Matches(@"Max open files +100 +200 ", limits);
        Assert.Matches(@"Max core file size +0 +unlimited ", limits);
        Assert.Equal("500\n", await File.ReadAllTextAsync($"/proc/{process.Id}/oom_score_adj"));
        SupervisedProcess other = await LaunchAsync(Sleep("other"));
        Assert.Equal(await File.ReadAllTextAsync("/proc/self/oom_score_adj"), await File.ReadAllTextAsync($"/proc/{other.Id}/oom_score_adj"));
        Assert.Equal(StatusOf(Environment.ProcessId, "Umask"), StatusOf(other.Id, "Umask"));
    }

    [Fact]
    public async Task It_is_the_given_user_with_the_given_groups_and_capabilities()
    {
        NeedsRoot();
        SupervisedProcess process = await LaunchAsync(Sleep() with
        {
            UserId = 12345,
            GroupId = 23456,
            SupplementaryGroups = [34567, 45678],
            Capabilities = [LinuxCapability.NetBindService],
        });
        Assert.Equal("12345\t12345\t12345\t12345", StatusOf(process.Id, "Uid"));
        Assert.Equal("23456\t23456\t23456\t23456", StatusOf(process.Id, "Gid"));
        Assert.Equal("34567 45678", StatusOf(process.Id, "Groups"));
        foreach (string set in (string[])["CapPrm", "CapEff", "CapInh", "CapAmb", "CapBnd"])
            Assert.Equal(1UL << (int)LinuxCapability.NetBindService, Hex(process.Id, set));
        Assert.Equal("1", StatusOf(process.Id, "NoNewPrivs"));

        // The credentials changed before the guard tied it to itself.
        using Pidfd pidfd = Pidfd.Open(process.Id);
        using Pidfd guard = Pidfd.Open(process.GuardId);
        Assert.True(guard.Signal(9));
        await pidfd.WaitAsync().AsTask().WaitAsync(Patience);
    }

    [Fact]
    public async Task A_root_that_keeps_no_capability_has_none_and_still_dies_with_its_guard()
    {
        NeedsRoot();
        SupervisedProcess process = await LaunchAsync(Sleep() with { Capabilities = [], NoNewPrivileges = false });
        Assert.Equal(0UL, Hex(process.Id, "CapEff"));
        Assert.Equal(0UL, Hex(process.Id, "CapBnd"));
        Assert.Equal("0", StatusOf(process.Id, "NoNewPrivs"));
        using Pidfd pidfd = Pidfd.Open(process.Id);
        using Pidfd guard = Pidfd.Open(process.GuardId);
        Assert.True(guard.Signal(9));
        await pidfd.WaitAsync().AsTask().WaitAsync(Patience);
    }

    [Fact]
    public async Task A_set_user_id_program_needs_no_new_privileges()
    {
        NeedsRoot();
        string program = Path.Combine(PrivateDirectory, "sleep");
        File.Copy("/bin/sleep", program);
        File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.SetUser);
        LaunchRequest request = Sleep() with { FileName = program };
        Assert.NotEqual(0, (await LaunchAsync(request)).Id);
        LaunchRequest privileged = Sleep("privileged") with { FileName = program, NoNewPrivileges = false };
        SupervisedProcess? process = null;
        try
        {
            process = await LaunchAsync(privileged);
        }
        catch (ProcessLaunchException refused)
        {
            Assert.Equal("privileges of the program", refused.Step);
        }

        Assert.True(process is null or { Tier: LifelineTier.KernelAutokill });
    }

    [Theory]
    [InlineData("chdir")]
    [InlineData("setrlimit")]
    [InlineData("descriptors")]
    public async Task A_step_that_fails_is_named(string step)
    {
        using SafeHandle file = File.OpenHandle("/dev/zero");
        string directory = StateDirectory();
        LaunchRequest request = step switch
        {
            "chdir" => Sleep() with { WorkingDirectory = "/nowhere" },
            "setrlimit" => Sleep() with { ResourceLimits = [new((LimitedResource)15, 1, 1), new(LimitedResource.OpenFiles, 1UL << 40, 1UL << 40)] },
            _ => Sleep() with { Descriptors = [new(file, 1023)] },
        };
        if (step == "descriptors")
            await LimitDescriptorsAsync(1000);
        var failure = await Assert.ThrowsAsync<ProcessLaunchException>(async () => await LaunchAsync(request));
        Assert.Equal(step, failure.Step);
        Assert.NotEqual(0, failure.Errno);
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory));
    }

    /// <summary>Of the launcher, whose forks the guards are.</summary>
    private async Task LimitDescriptorsAsync(int limit)
    {
        using var program = Process.Start("prlimit", ["--pid", $"{(await LauncherAsync()).LauncherId}", $"--nofile={limit}:{limit}"]);
        await program.WaitForExitAsync();
        Assert.Equal(0, program.ExitCode);
    }

    private static void NeedsRoot()
    {
        if (Environment.UserName != "root")
            Assert.Skip("needs root, to change the user.");
    }

    private static ulong Hex(int id, string key) => ulong.Parse(StatusOf(id, key), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static Dictionary<int, string> Descriptors(int id) =>
        Leftovers.OpenDescriptors.Of($"{id}").ToDictionary(static entry => entry.Number, static entry => entry.Target);
}
