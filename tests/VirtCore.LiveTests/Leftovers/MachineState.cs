namespace VirtCore.LiveTests.Leftovers;

/// <summary>What is there now that a test could leave behind, a line a thing. The difference of two readings is what was left.</summary>
internal static class MachineState
{
    /// <param name="directory">A directory of the test's own: whatever refers to it is the test's.</param>
    public static HashSet<string> Read(string directory) =>
    [
        .. OpenDescriptors.Read(directory),
        .. RunningProcesses.Read(directory),
        .. Namespaces.Read(),
        .. File.ReadLines("/proc/self/mountinfo").Select(static line => $"mount {line}"),
        .. Cgroups.Read(),
    ];
}
