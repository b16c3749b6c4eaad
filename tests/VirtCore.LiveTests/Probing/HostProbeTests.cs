using VirtCore.Host;
using VirtCore.Interop;
using VirtCore.LiveTests.Leftovers;
using Xunit;

namespace VirtCore.LiveTests.Probing;

/// <summary>The probe on this host, whatever it is: that it agrees with what others see, and leaves it as it was.</summary>
public sealed class HostProbeTests : LiveTest
{
    [Fact]
    public async Task Numbers_are_those_that_others_read()
    {
        HostReport report = await HostProbe.LookAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Read("/proc/sys/vm/max_map_count"), report.Find("limit-mappings")?.Find("maxMapCount")?.Number);
        Assert.Equal(Read("/proc/sys/kernel/pid_max"), report.Find("limit-tasks")?.Find("pidMax")?.Number);
        Assert.Equal(Read("/proc/sys/fs/inotify/max_user_instances"), report.Find("limit-inotify")?.Find("instances")?.Number);
        Assert.Equal(File.ReadAllText("/sys/devices/system/clocksource/clocksource0/current_clocksource").Trim(), report.Find("clocksource")?.Find("current")?.Text);
        Assert.StartsWith($"{Environment.OSVersion.Version.Major}.{Environment.OSVersion.Version.Minor}", report.Find("kernel-version")?.Find("release")?.Text, StringComparison.Ordinal);
        Assert.Equal(CgroupHierarchy.Read().Mode.ToString(), report.Find("cgroup-mode")?.Find("mode")?.Text);
    }

    [Fact]
    public async Task Nothing_that_every_Linux_has_is_unknown()
    {
        HostReport report = await HostProbe.LookAsync(TestContext.Current.CancellationToken);
        Assert.All(
            (string[])["kernel-version", "lifeline-tier", "pidfd", "userfaultfd", "io-uring", "namespaces", "seccomp", "overcommit", "limit-open-files", "limit-tasks", "clocksource"],
            id => Assert.NotEqual(HostStatus.Unknown, report.Find(id)!.Status));
    }

    [Fact]
    public async Task Where_KVM_makes_machines_a_guest_has_run()
    {
        Requires.Kvm();
        HostReport report = await HostProbe.LookAsync(TestContext.Current.CancellationToken);
        Assert.Equal((HostStatus.Pass, HostStatus.Pass), (report.Find("kvm-device")!.Status, report.Find("kvm-guest")!.Status));
    }

    [Fact]
    public async Task The_tier_is_the_one_that_a_process_gets()
    {
        HostReport report = await HostProbe.LookAsync(TestContext.Current.CancellationToken);
        await using ProcessLauncher launcher = await ProcessLauncher.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using SupervisedProcess process = await launcher.LaunchAsync(
            new LaunchRequest { FileName = "/bin/sleep", Arguments = ["100"], StateDirectory = PrivateDirectory }, TestContext.Current.CancellationToken);
        Assert.Equal(process.Tier.ToString(), report.Find("lifeline-tier")?.Find("tier")?.Text);
    }

    [Fact]
    public async Task No_driver_is_loaded_by_looking()
    {
        string before = Drivers();
        await HostProbe.LookAsync(TestContext.Current.CancellationToken);
        Assert.Equal(before, Drivers());
    }

    [Fact]
    public void The_question_for_autokill_starts_no_process()
    {
        int error = KernelFeatures.Autokill();
        Assert.Contains(error, (int[])[Errnos.EEXIST, Errnos.EPERM, Errnos.EINVAL, Errnos.ENOSYS]);
    }

    // What is loaded; how often it is used changes by itself.
    private static string Drivers() =>
        File.ReadAllText("/proc/misc") + string.Join('\n', (File.Exists("/proc/modules") ? File.ReadAllLines("/proc/modules") : []).Select(static line => line.Split(' ')[0]).Order());

    private static long Read(string path) => long.Parse(File.ReadAllText(path));
}
