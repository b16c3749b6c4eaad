namespace VirtCore.LiveTests.Leftovers;

/// <summary>Network namespaces: those with a name, and those that a thread of this process is still in.</summary>
internal static class Namespaces
{
    private const string NamedDirectory = "/run/netns";

    public static IEnumerable<string> Read()
    {
        if (Directory.Exists(NamedDirectory))
        {
            foreach (string path in Directory.EnumerateFileSystemEntries(NamedDirectory))
                yield return $"network namespace {path}";
        }

        foreach (string task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            if (OpenDescriptors.TryReadLink(Path.Combine(task, "ns/net")) is { } target)
                yield return $"a thread in network namespace {target}";
        }
    }
}
