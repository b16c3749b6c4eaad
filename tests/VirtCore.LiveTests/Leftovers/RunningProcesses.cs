namespace VirtCore.LiveTests.Leftovers;

/// <summary>Processes that are this one's descendants, or that refer to the test's directory and so are the test's orphans.</summary>
internal static class RunningProcesses
{
    private sealed record Entry(int Id, int Parent, char State, string Name, string StartTime);

    public static IEnumerable<string> Read(string directory)
    {
        Dictionary<int, Entry> all = [];
        foreach (string path in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(path), out int id) && TryRead(id) is { } entry)
                all[id] = entry;
        }

        foreach (Entry entry in all.Values)
        {
            if (entry.Id == Environment.ProcessId)
                continue;
            // An orphan that is dead and not yet reaped is its new parent's concern; a dead child of this process is ours.
            bool dead = entry.State is 'Z' or 'X';
            bool ours = dead ? entry.Parent == Environment.ProcessId : IsDescendant(entry, all) || RefersTo(entry.Id, directory);
            if (ours)
                yield return $"process {entry.Id} ({entry.Name}), child of {entry.Parent}, started at tick {entry.StartTime}{(dead ? ", dead but not reaped" : "")}";
        }
    }

    private static bool IsDescendant(Entry entry, Dictionary<int, Entry> all)
    {
        // Processes come and go while they are listed: a chain that a reused number closed to a ring ends by its length.
        for (int depth = 0; depth < 64 && entry.Parent != 0; depth++)
        {
            if (entry.Parent == Environment.ProcessId)
                return true;
            if (!all.TryGetValue(entry.Parent, out Entry? parent))
                return false;
            entry = parent;
        }

        return false;
    }

    private static bool RefersTo(int id, string directory)
    {
        if (OpenDescriptors.TryReadLink($"/proc/{id}/cwd")?.StartsWith(directory, StringComparison.Ordinal) == true)
            return true;
        if (TryReadText($"/proc/{id}/cmdline")?.Contains(directory, StringComparison.Ordinal) == true)
            return true;
        return OpenDescriptors.Of($"{id}").Any(descriptor => descriptor.Target.StartsWith(directory, StringComparison.Ordinal));
    }

    private static Entry? TryRead(int id)
    {
        // The name stands in parentheses and may itself have some: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
        if (TryReadText($"/proc/{id}/stat") is not { } text)
            return null;
        int open = text.IndexOf('(');
        int close = text.LastIndexOf(')');
        if (open < 0 || close < open)
            return null;
        string[] fields = text[(close + 2)..].Split(' ');
        return new Entry(id, int.Parse(fields[1]), fields[0][0], text[(open + 1)..close], fields[19]);
    }

    private static string? TryReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
