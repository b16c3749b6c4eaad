using System.Globalization;

namespace VirtCore.Host;

/// <summary>The kernel's version.</summary>
/// <remarks>What a kernel can do is asked elsewhere; its age says how much of it there is to be had.</remarks>
internal static class KernelRelease
{
    private const string Path = "/proc/sys/kernel/osrelease";

    public static HostQuestion Question { get; } = new(
        "kernel-version", HostArea.Kernel, "Kernel", "Pidfds (5.3), starts into a cgroup (5.7) and cgroup.kill (5.14) are what VirtCore stops and starts guests with.", Look);

    private static HostFinding Look(HostView host)
    {
        if (host.Text(Path) is not { } release)
            return HostFinding.Unknown($"{Path} is not there");
        string[] parts = release.Split('.', '-', '+');
        if (parts.Length < 2
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minor))
            throw HostView.Odd(Path, release, "no version");
        HostFact[] facts = [new("release", release), new("major", major), new("minor", minor)];
        if ((major, minor).CompareTo((5, 3)) < 0)
            return HostFinding.Fail($"{release} has no pidfds", "install a kernel of 5.14 or later", facts);
        return (major, minor).CompareTo((5, 14)) < 0
            ? HostFinding.Warn($"{release} has no cgroup.kill", "install a kernel of 5.14 or later", facts)
            : HostFinding.Pass(release, facts);
    }
}
