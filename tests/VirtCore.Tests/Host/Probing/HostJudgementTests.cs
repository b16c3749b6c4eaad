using VirtCore.Host;
using VirtCore.Tests.Recorded;
using Xunit;

namespace VirtCore.Tests.Host;

/// <summary>One thing at a time is changed on a host where all is well, and the check that is about it says so.</summary>
public sealed class HostJudgementTests
{
    private const string Limits = "Limit                     Soft Limit           Hard Limit           Units     \n";

    [Theory]
    [InlineData("cpu-virtualization", "/proc/cpuinfo", "flags\t\t: fpu vmx\n", HostStatus.Pass, "Intel VMX")]
    [InlineData("cpu-virtualization", "/proc/cpuinfo", "flags\t\t: fpu\n", HostStatus.Info, "kvm_amd")]
    [InlineData("kvm-device", "/proc/misc", "200 tun\n", HostStatus.Fail, "no driver")]
    [InlineData("kvm-device", "/dev/kvm", null, HostStatus.Fail, "there is no /dev/kvm")]
    [InlineData("kvm-guest", "/proc/misc", "200 tun\n", HostStatus.Unknown, "no KVM to ask")]
    [InlineData("kvm-nested", "/sys/module/kvm_amd/parameters/nested", "0\n", HostStatus.Info, "off (kvm_amd)")]
    [InlineData("kvm-paging", "/sys/module/kvm_amd/parameters/npt", "N\n", HostStatus.Warn, "NPT is off")]
    [InlineData("kvm-nx-huge-pages", "/sys/module/kvm/parameters/nx_huge_pages", "Y\n", HostStatus.Warn, "without the fault")]
    [InlineData("kvm-nx-huge-pages", "/sys/module/kvm/parameters/nx_huge_pages", "never\n", HostStatus.Pass, "never")]
    [InlineData("kvm-nx-huge-pages", "/sys/module/kvm/parameters/nx_huge_pages", "perhaps\n", HostStatus.Unknown, "\"perhaps\"")]
    [InlineData("kvm-halt-poll", "/sys/module/kvm/parameters/halt_poll_ns", "500000\n", HostStatus.Warn, "500 us")]
    [InlineData("kvm-halt-poll", "/sys/module/kvm/parameters/halt_poll_ns", "0\n", HostStatus.Pass, "off")]
    [InlineData("confidential-guests", "/dev/sev", null, HostStatus.Warn, "no /dev/sev")]
    [InlineData("cgroup-mode", "/proc/self/mountinfo", "28 1 259:2 / / rw - ext4 /dev/sda rw\n", HostStatus.Fail, "not mounted")]
    [InlineData("cgroup-mode", "/proc/self/mountinfo", "scrambled\n", HostStatus.Unknown, "scrambled")]
    [InlineData("cgroup-mode", "/proc/self/mountinfo", "28 1 259:2 / / rw - ext4 /dev/sda rw\n30 28 0:26 / /sys/fs/cgroup ro - cgroup2 c rw\n", HostStatus.Warn, "read-only")]
    [InlineData("cgroup-controllers", "/sys/fs/cgroup/cgroup.controllers", "cpu io memory pids\n", HostStatus.Warn, "without cpuset")]
    [InlineData("cgroup-favordynmods", "/proc/self/mountinfo", "28 1 259:2 / / rw - ext4 /dev/sda rw\n30 28 0:26 / /sys/fs/cgroup rw - cgroup2 c rw\n", HostStatus.Warn, "off")]
    [InlineData("pressure", "/proc/pressure/io", null, HostStatus.Warn, "off")]
    [InlineData("kernel-version", "/proc/sys/kernel/osrelease", "4.19.0-26-amd64\n", HostStatus.Fail, "no pidfds")]
    [InlineData("kernel-version", "/proc/sys/kernel/osrelease", "5.10.0\n", HostStatus.Warn, "no cgroup.kill")]
    [InlineData("kernel-version", "/proc/sys/kernel/osrelease", "6.1-rc3\n", HostStatus.Pass, "6.1-rc3")]
    [InlineData("user-namespaces", "/proc/sys/user/max_user_namespaces", "0\n", HostStatus.Warn, "none may be made")]
    [InlineData("user-namespaces", "/proc/sys/kernel/unprivileged_userns_clone", "0\n", HostStatus.Info, "root alone")]
    [InlineData("user-namespaces", "/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n", HostStatus.Info, "AppArmor")]
    [InlineData("seccomp", "/proc/self/status", "Name:\tx\nSeccomp:\t2\n", HostStatus.Info, "a filter")]
    [InlineData("seccomp", "/proc/self/status", "Name:\tx\n", HostStatus.Warn, "none")]
    [InlineData("memfd-exec", "/proc/sys/vm/memfd_noexec", "2\n", HostStatus.Info, "private file")]
    [InlineData("hugepages-2m", "/sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages", "512\n", HostStatus.Warn, "does not start")]
    [InlineData("hugepages-2m", "/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages", "0\n", HostStatus.Info, "none set aside")]
    [InlineData("hugepages-2m", "/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages", null, HostStatus.Info, "none of this size")]
    [InlineData("thp", "/sys/kernel/mm/transparent_hugepage/enabled", "always madvise [never]\n", HostStatus.Warn, "off")]
    [InlineData("thp", "/sys/kernel/mm/transparent_hugepage/defrag", "[always] madvise never\n", HostStatus.Warn, "stall")]
    [InlineData("thp", "/sys/kernel/mm/transparent_hugepage/enabled", "always madvise never\n", HostStatus.Unknown, "no choice")]
    [InlineData("ksm", "/sys/kernel/mm/ksm/run", "1\n", HostStatus.Info, "on")]
    [InlineData("swap", "/proc/swaps", "Filename\tType\tSize\tUsed\tPriority\n", HostStatus.Info, "none")]
    [InlineData("swap", "/proc/swaps", "Filename\n/dev/sda2 partition 2048 1000 -2\n", HostStatus.Pass, "2 MiB, 0 MiB used, on disk")]
    [InlineData("swap", "/proc/swaps", "Filename\n/dev/sda2 partition 2048 1025 -2\n", HostStatus.Warn, "more than half")]
    [InlineData("swap", "/proc/swaps", "Filename\n/dev/sda2 partition\n", HostStatus.Unknown, "no list")]
    [InlineData("overcommit", "/proc/sys/vm/overcommit_memory", "2\n", HostStatus.Warn, "50 %")]
    [InlineData("overcommit", "/proc/sys/vm/overcommit_memory", "7\n", HostStatus.Unknown, "\"7\"")]
    [InlineData("overcommit", "/proc/sys/vm/panic_on_oom", "1\n", HostStatus.Warn, "panics")]
    [InlineData("numa", "/proc/sys/vm/zone_reclaim_mode", "1\n", HostStatus.Warn, "thrown away")]
    [InlineData("numa", "/proc/sys/kernel/numa_balancing", "1\n", HostStatus.Info, "page faults")]
    [InlineData("vhost-net", "/dev/vhost-net", null, HostStatus.Warn, "no /dev/vhost-net")]
    [InlineData("tun", "/dev/net/tun", null, HostStatus.Fail, "no /dev/net/tun")]
    [InlineData("limit-open-files", "/proc/self/limits", Limits + "Max open files            1024                 4096                 files     \n", HostStatus.Warn, "4096 (soft 1024)")]
    [InlineData("limit-open-files", "/proc/self/limits", Limits, HostStatus.Unknown, "does not say")]
    [InlineData("limit-open-files", "/proc/self/limits", null, HostStatus.Unknown, "not there")]
    [InlineData("limit-files", "/proc/sys/fs/file-max", "100000\n", HostStatus.Warn, "100000")]
    [InlineData("limit-files", "/proc/sys/fs/file-nr", "9223372036854775000\t0\t9223372036854775807\n", HostStatus.Warn, "hardly any")]
    [InlineData("limit-processes", "/proc/self/limits", Limits + "Max processes             1024                 unlimited            processes \n", HostStatus.Warn, "1024 (hard no limit)")]
    [InlineData("limit-tasks", "/proc/sys/kernel/pid_max", "32768\n", HostStatus.Warn, "32768")]
    [InlineData("limit-tasks", "/proc/sys/kernel/threads-max", "32768\n", HostStatus.Warn, "32768")]
    [InlineData("limit-locked-memory", "/proc/self/limits", Limits + "Max locked memory         65536                65536                bytes     \n", HostStatus.Info, "64 KiB")]
    [InlineData("limit-mappings", "/proc/sys/vm/max_map_count", "1000\n", HostStatus.Warn, "1000")]
    [InlineData("limit-aio", "/proc/sys/fs/aio-max-nr", "65536\n", HostStatus.Warn, "64 I/O threads")]
    [InlineData("limit-aio", "/proc/sys/fs/aio-max-nr", null, HostStatus.Info, "no Linux AIO")]
    [InlineData("limit-inotify", "/proc/sys/fs/inotify/max_user_instances", "128\n", HostStatus.Warn, "128 instances")]
    [InlineData("limit-inotify", "/proc/sys/fs/inotify/max_user_watches", "8192\n", HostStatus.Warn, "8192 watches")]
    [InlineData("limit-neighbours", "/proc/sys/net/ipv4/neigh/default/gc_thresh3", "1024\n", HostStatus.Warn, "1024 entries")]
    [InlineData("limit-neighbours", "/proc/sys/net/ipv6/neigh/default/gc_thresh3", null, HostStatus.Pass, "16384 entries")]
    [InlineData("limit-neighbours", "/proc/sys/net/ipv4/neigh/default/gc_thresh3", "many\n", HostStatus.Unknown, "no number")]
    [InlineData("clocksource", "/sys/devices/system/clocksource/clocksource0/current_clocksource", "hpet\n", HostStatus.Warn, "the TSC is to be had")]
    [InlineData("clocksource", "/sys/devices/system/clocksource/clocksource0/current_clocksource", "kvm-clock\n", HostStatus.Info, "guest")]
    [InlineData("cpu-mitigations", "/sys/devices/system/cpu/vulnerabilities/mds", "Vulnerable: Clear CPU buffers attempted, no microcode; SMT vulnerable\n", HostStatus.Warn, "vulnerable to mds")]
    [InlineData("cpu-mitigations", "/sys/devices/system/cpu/vulnerabilities/l1tf", "Mitigation: PTE Inversion; VMX: SMT vulnerable\n", HostStatus.Warn, "between threads of a core: l1tf")]
    public void A_file_that_says_something_else(string id, string path, string? content, HostStatus status, string finding) =>
        Expect(RecordedHost.Load("amd-bare-metal").With(path, content), id, status, finding);

    [Theory]
    [InlineData("kvm-api", "kvm=EPERM,0", HostStatus.Fail, "does not open: EPERM")]
    [InlineData("kvm-api", "kvm=0,11", HostStatus.Fail, "version 11")]
    [InlineData("kvm-api", "missing=IRQFD,GUEST_MEMFD", HostStatus.Warn, "without IRQFD")]
    [InlineData("kvm-api", "missing=GUEST_MEMFD", HostStatus.Pass, "not GUEST_MEMFD")]
    [InlineData("kvm-guest", "kvm=EPERM,0", HostStatus.Unknown, "does not open")]
    [InlineData("kvm-guest", "trial=Ran", HostStatus.Pass, "1.5 ms")]
    [InlineData("kvm-guest", "trial=-", HostStatus.Unknown, "architecture")]
    [InlineData("kvm-guest", "trial=Refused", HostStatus.Fail, "KVM_CREATE_VM")]
    [InlineData("kvm-guest", "trial=WrongExit", HostStatus.Fail, "KVM_EXIT 17")]
    [InlineData("kvm-guest", "trial=TimedOut", HostStatus.Fail, "in time")]
    [InlineData("kvm-guest", "trial=Stuck", HostStatus.Fail, "signal")]
    [InlineData("lifeline-tier", "autokill=EEXIST", HostStatus.Pass, "AUTOKILL")]
    [InlineData("lifeline-tier", "autokill=EPERM", HostStatus.Pass, "AUTOKILL")]
    [InlineData("lifeline-tier", "autokill=EINVAL", HostStatus.Info, "PDEATHSIG")]
    [InlineData("lifeline-tier", "autokill=ENOSYS", HostStatus.Info, "filter")]
    [InlineData("pidfd", "pidfd=ENOSYS,-,ENOSYS", HostStatus.Fail, "ENOSYS")]
    [InlineData("pidfd", "pidfd=0,-,ENOTTY", HostStatus.Info, "without PIDFD_GET_INFO")]
    [InlineData("userfaultfd", "userfaultfd=EPERM", HostStatus.Pass, "/dev/userfaultfd")]
    [InlineData("userfaultfd", "userfaultfd=ENOSYS", HostStatus.Pass, "/dev/userfaultfd")]
    [InlineData("io-uring", "io_uring=EPERM", HostStatus.Warn, "EPERM")]
    [InlineData("cgroup-delegation", "delegation=Owner,/user.slice", HostStatus.Pass, "owns")]
    [InlineData("cgroup-delegation", "delegation=Namespace,/", HostStatus.Pass, "container")]
    [InlineData("cgroup-delegation", "delegation=None", HostStatus.Warn, "could write")]
    public void A_kernel_that_answers_something_else(string id, string answers, HostStatus status, string finding) =>
        Expect(RecordedHost.Load("amd-bare-metal").WithKernel(answers), id, status, finding);

    private static void Expect(RecordedHost host, string id, HostStatus status, string finding)
    {
        HostCheck check = HostProbe.Ask(HostQuestions.All.Single(question => question.Id == id), host.View());
        Assert.Equal((id, status), (check.Id, check.Status));
        Assert.Contains(finding, check.Finding, StringComparison.Ordinal);
    }
}
