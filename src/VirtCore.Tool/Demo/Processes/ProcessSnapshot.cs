using System.Collections.Frozen;
using System.Globalization;

namespace VirtCore.Tool.Demo;

/// <summary>The processes of the machine at one moment, as <c>ps -e</c> would list them.</summary>
internal sealed class ProcessSnapshot
{
    private readonly FrozenDictionary<(int Id, ulong StartTime), ProcessEntry> _entries;

    public ProcessSnapshot(IEnumerable<ProcessEntry> entries) => _entries = entries.ToFrozenDictionary(static e => (e.Id, e.StartTime));

    public static ProcessSnapshot Capture()
    {
        List<ProcessEntry> entries = [];
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out _))
                continue;
            try
            {
                if (ProcessEntry.TryParse(File.ReadAllText(Path.Combine(directory, "stat")), out ProcessEntry entry))
                    entries.Add(entry);
            }
            catch (IOException)
            {
                // It ended meanwhile (ENOENT, ESRCH).
            }
        }

        return new ProcessSnapshot(entries);
    }

    /// <summary>The processes that are here and were not there before.</summary>
    public IReadOnlyList<ProcessEntry> Since(ProcessSnapshot before) =>
        [.. _entries.Values.Where(e => !before._entries.ContainsKey((e.Id, e.StartTime))).OrderBy(static e => e.Id)];

    /// <summary>Whether a process has another one among its parents and their parents.</summary>
    public bool IsDescendant(ProcessEntry entry, int ancestor)
    {
        Dictionary<int, int> parents = [];
        foreach (ProcessEntry each in _entries.Values)
            parents[each.Id] = each.ParentId;
        // The list was not read in one instant, so numbers could form a circle.
        int id = entry.ParentId;
        for (int steps = 0; steps < parents.Count; steps++)
        {
            if (id == ancestor)
                return true;
            if (!parents.TryGetValue(id, out id))
                return false;
        }

        return false;
    }
}
