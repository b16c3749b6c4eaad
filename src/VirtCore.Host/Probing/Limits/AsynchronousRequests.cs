namespace VirtCore.Host;

/// <summary>Linux AIO's limit.</summary>
internal static class AsynchronousRequests
{
    private const long Enough = 262144;

    public static HostQuestion Question { get; } = new(
        "limit-aio", HostArea.Limits, "Requests of Linux AIO", "A QEMU with aio=native takes 1,024 of these for each of its I/O threads, and fails to start when they are gone.", Look);

    private static HostFinding Look(HostView host)
    {
        host.NeedProc();
        if (host.Sysctl("fs.aio-max-nr") is not { } most)
            return HostFinding.Info("the kernel has no Linux AIO");
        long? used = host.Sysctl("fs.aio-nr");
        HostFact[] facts = [new("aioMaxNr", most), new("used", used)];
        return most < Enough
            ? HostFinding.Warn($"{most}, {used ?? 0} used: enough for {most / 1024} I/O threads", "sysctl fs.aio-max-nr=1048576", facts)
            : HostFinding.Pass($"{most}, {used ?? 0} used", facts);
    }
}
