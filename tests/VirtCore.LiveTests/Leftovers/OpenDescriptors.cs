namespace VirtCore.LiveTests.Leftovers;

/// <summary>This process's descriptors of the kinds that the product opens.</summary>
/// <remarks>The runtime opens files, pipes and epoll instances of its own whenever it first needs them; those say nothing.</remarks>
internal static class OpenDescriptors
{
    private static readonly string[] s_kinds =
    [
        "socket:", "pidfd:", "anon_inode:[pidfd]", "anon_inode:[eventfd]", "anon_inode:[timerfd]", "anon_inode:[signalfd]", "anon_inode:[userfaultfd]",
        "anon_inode:kvm", "/memfd:", "/dev/kvm", "/dev/net/tun", "/dev/vhost", "/sys/fs/cgroup", "net:", "mnt:",
    ];

    public static IEnumerable<string> Read(string directory)
    {
        foreach ((int number, string target) in Of("self"))
        {
            if (target.StartsWith(directory, StringComparison.Ordinal) || s_kinds.Any(kind => target.StartsWith(kind, StringComparison.Ordinal)))
                yield return $"descriptor {number}: {target}";
        }
    }

    /// <summary>The open descriptors of a process and what they refer to; none when it is gone.</summary>
    public static List<(int Number, string Target)> Of(string process)
    {
        var descriptors = new List<(int, string)>();
        try
        {
            foreach (string path in Directory.EnumerateFileSystemEntries($"/proc/{process}/fd"))
            {
                // A descriptor may be closed while the directory is read; the reading itself is one.
                if (TryReadLink(path) is { } target)
                    descriptors.Add((int.Parse(Path.GetFileName(path)), target));
            }
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
        }

        return descriptors;
    }

    public static string? TryReadLink(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
