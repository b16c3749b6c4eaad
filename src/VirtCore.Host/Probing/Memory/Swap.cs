namespace VirtCore.Host;

/// <summary>Swap: how much, and on what.</summary>
internal static class Swap
{
    private const string Path = "/proc/swaps";

    public static HostQuestion Question { get; } = new(
        "swap", HostArea.Memory, "Swap", "With swap a host that is short of memory grows slow; without any it kills a guest.", Look);

    private static HostFinding Look(HostView host)
    {
        host.NeedProc();
        if (!host.Files.Exists(Path))
            return HostFinding.Info("the kernel has none");
        long total = 0, used = 0;
        List<string> devices = [];
        foreach (string line in host.Lines(Path).Skip(1))
        {
            // Filename, Type, Size, Used, Priority; spaces in a name are written as \040.
            string[] fields = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 5)
                throw HostView.Odd(Path, line, "no list of swap areas");
            devices.Add(fields[0]);
            total += Math.Clamp(HostView.ParseNumber(fields[2], Path), 0, long.MaxValue / 4096);
            used += Math.Clamp(HostView.ParseNumber(fields[3], Path), 0, long.MaxValue / 4096);
        }

        bool zswap = host.Flag("/sys/module/zswap/parameters/enabled") == true;
        bool zram = devices.Count > 0 && devices.All(static device => device.StartsWith("/dev/zram", StringComparison.Ordinal));
        long? swappiness = host.Sysctl("vm.swappiness");
        HostFact[] facts =
        [
            new("totalBytes", total * 1024), new("usedBytes", used * 1024), new("devices", devices), new("zram", zram), new("zswap", zswap), new("swappiness", swappiness),
        ];
        if (devices.Count == 0)
            return HostFinding.Info("none: the last resort is to kill", facts);
        string amount = $"{total / 1024} MiB, {used / 1024} MiB used";
        return zram ? HostFinding.Pass($"{amount}, compressed in memory (zram)", facts)
            : zswap ? HostFinding.Pass($"{amount}, behind compressed memory (zswap)", facts)
            : 2 * used > total ? HostFinding.Warn($"{amount}, on disk: more than half is gone", "move a guest elsewhere, or give the host memory", facts)
            : HostFinding.Pass($"{amount}, on disk", facts);
    }
}
