namespace VirtCore.Host;

/// <summary>How many processes and threads there may be.</summary>
internal static class Tasks
{
    private const long Enough = 65536;

    public static HostQuestion User { get; } = new(
        "limit-processes", HostArea.Limits, "Threads of a user", "A guest is a QEMU of a dozen threads and more: one a vCPU, and those that do its I/O.", LookAtUser);

    public static HostQuestion Machine { get; } = new(
        "limit-tasks", HostArea.Limits, "Threads of the machine", "When the numbers run out, nothing starts any more, not even what would end something.", LookAtMachine);

    private static HostFinding LookAtUser(HostView host)
    {
        if (ProcessLimits.Read(host, "Max processes") is not (long soft, long hard))
            return HostFinding.Unknown("/proc/self/limits does not say");
        HostFact[] facts = [new("soft", soft), new("hard", hard)];
        string text = $"{ProcessLimits.Describe(soft)} (hard {ProcessLimits.Describe(hard)})";
        return soft < 8192
            ? HostFinding.Warn(text, "LimitNPROC=infinity in the service's unit, or in /etc/security/limits.conf: * - nproc unlimited", facts)
            : HostFinding.Pass(text, facts);
    }

    private static HostFinding LookAtMachine(HostView host)
    {
        long? numbers = host.Sysctl("kernel.pid_max");
        long? threads = host.Sysctl("kernel.threads-max");
        HostFact[] facts = [new("pidMax", numbers), new("threadsMax", threads)];
        if (numbers is null || threads is null)
            return HostFinding.Unknown("kernel.pid_max or kernel.threads-max is not there", facts);
        string text = $"{threads}, with {numbers} numbers for them";
        if (numbers < Enough)
            return HostFinding.Warn(text, "sysctl kernel.pid_max=4194304", facts);
        return threads < Enough ? HostFinding.Warn(text, "sysctl kernel.threads-max=262144", facts) : HostFinding.Pass(text, facts);
    }
}
