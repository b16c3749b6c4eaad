using System.Globalization;

namespace VirtCore.Host;

/// <summary>Whether processes are where systemd says.</summary>
internal static class ScopeMembership
{
    /// <exception cref="SystemdException">One is elsewhere, or the scope was given a process id whose process ended meanwhile.</exception>
    public static void Verify(string unit, string controlGroup, IReadOnlyList<Pidfd> processes, bool byDescriptor, Func<int, string?> cgroupOf)
    {
        int living = 0;
        foreach (Pidfd process in processes)
        {
            string? cgroup = process.ProcessId is { } id ? cgroupOf(id) : null;
            // A number read before and a process that lives after: it was its own all the while, also while systemd used it.
            if (process.HasExited)
            {
                if (!byDescriptor)
                    throw new SystemdException(unit, $"A process ended while \"{unit}\" was started, and its number may have become another's: look into {controlGroup}.");
                continue;
            }

            living++;
            if (cgroup is null || !IsIn(cgroup, controlGroup))
                throw new SystemdException(unit, $"\"{unit}\" was started in {controlGroup}, but a process of it is in {cgroup ?? "no cgroup"}: somebody moved it.");
        }

        if (living == 0)
            throw new SystemdException(unit, $"All processes of \"{unit}\" ended while it was started.");
    }

    // The line of the v2 hierarchy: https://man7.org/linux/man-pages/man7/cgroups.7.html
    public static string? CgroupOf(int processId)
    {
        try
        {
            return File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/cgroup"))
                .FirstOrDefault(static line => line.StartsWith("0::", StringComparison.Ordinal))?[3..];
        }
        catch (IOException)
        {
            return null; // gone
        }
    }

    private static bool IsIn(string cgroup, string controlGroup) =>
        cgroup.StartsWith(controlGroup, StringComparison.Ordinal) && (cgroup.Length == controlGroup.Length || cgroup[controlGroup.Length] == '/');
}
