namespace VirtCore.LiveTests.Leftovers;

/// <summary>Cgroups of the product's: those in the v2 hierarchy whose name has its name in it.</summary>
internal static class Cgroups
{
    public static IEnumerable<string> Read()
    {
        string? root = Root();
        return root is null ? [] : Directory.EnumerateDirectories(root, "*virtcore*", s_everywhere).Select(static path => $"cgroup {path}");
    }

    /// <summary>Where cgroup v2 is mounted: <c>/sys/fs/cgroup</c>, or <c>/sys/fs/cgroup/unified</c> beside a v1 hierarchy.</summary>
    public static string? Root() =>
        // The fields are those of https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html: the mount point is the fifth.
        File.ReadLines("/proc/self/mountinfo").FirstOrDefault(static line => line.Contains(" - cgroup2 ", StringComparison.Ordinal))?.Split(' ')[4];

    // A cgroup may go while its parent is listed.
    private static readonly EnumerationOptions s_everywhere = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };
}
