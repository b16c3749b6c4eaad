namespace VirtCore.Host;

/// <summary>How many descriptors there may be.</summary>
internal static class OpenFiles
{
    private const long Enough = 65536;

    public static HostQuestion Process { get; } = new(
        "limit-open-files", HostArea.Limits, "Open files of a process",
        "A host process keeps half a dozen descriptors a guest, and a QEMU one for each disk, queue and interrupt.", LookAtProcess);

    public static HostQuestion Machine { get; } = new(
        "limit-files", HostArea.Limits, "Open files of the machine", "All guests together share it.", LookAtMachine);

    private static HostFinding LookAtProcess(HostView host)
    {
        if (ProcessLimits.Read(host, "Max open files") is not (long soft, long hard))
            return HostFinding.Unknown("/proc/self/limits does not say");
        HostFact[] facts = [new("soft", soft), new("hard", hard)];
        string text = $"{ProcessLimits.Describe(hard)} (soft {ProcessLimits.Describe(soft)})";
        return hard < Enough
            ? HostFinding.Warn(text, "LimitNOFILE=1048576 in the service's unit, or in /etc/security/limits.conf: * hard nofile 1048576", facts)
            : HostFinding.Pass(text, facts);
    }

    private static HostFinding LookAtMachine(HostView host)
    {
        long? most = host.Sysctl("fs.file-max");
        long? each = host.Sysctl("fs.nr_open");
        string[] now = host.Text("/proc/sys/fs/file-nr")?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];
        long? used = now.Length > 0 ? HostView.ParseNumber(now[0], "/proc/sys/fs/file-nr") : null;
        HostFact[] facts = [new("fileMax", most), new("nrOpen", each), new("used", used)];
        if (most is null)
            return HostFinding.Unknown("fs.file-max is not there", facts);
        if (most < 4 * Enough)
            return HostFinding.Warn($"{most}, {used} used", "sysctl fs.file-max=9223372036854775807", facts);
        return most - used < Enough
            ? HostFinding.Warn($"{most}, {used} used: hardly any left", "sysctl fs.file-max=9223372036854775807", facts)
            : HostFinding.Pass($"{ProcessLimits.Describe(most.Value)}, {used} used", facts);
    }
}
