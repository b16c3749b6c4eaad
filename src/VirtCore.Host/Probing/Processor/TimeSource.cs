namespace VirtCore.Host;

/// <summary>What the kernel reads the time from.</summary>
internal static class TimeSource
{
    private const string Directory = "/sys/devices/system/clocksource/clocksource0";

    public static HostQuestion Question { get; } = new(
        "clocksource", HostArea.Processor, "Time source", "Guests read the time without an exit only while the host's own source is the TSC.", Look);

    private static HostFinding Look(HostView host)
    {
        string? current = host.Text($"{Directory}/current_clocksource");
        string[] available = host.Text($"{Directory}/available_clocksource")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        HostFact[] facts = [new("current", current), new("available", available)];
        return current switch
        {
            null or "" => HostFinding.Unknown($"{Directory} does not say", facts),
            "tsc" or "arch_sys_counter" => HostFinding.Pass(current, facts),
            "kvm-clock" or "hyperv_clocksource_tsc_page" => HostFinding.Info($"{current}, as this host is a guest", facts),
            _ when available.Contains("tsc") => HostFinding.Warn($"{current}, though the TSC is to be had", $"echo tsc > {Directory}/current_clocksource", facts),
            _ => HostFinding.Warn($"{current}: the kernel does not trust the TSC", "dmesg | grep -i tsc; then tsc=reliable on the kernel's command line, if it is", facts),
        };
    }
}
