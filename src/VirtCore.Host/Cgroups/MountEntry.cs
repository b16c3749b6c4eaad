using System.Globalization;
using System.Text;

namespace VirtCore.Host;

/// <summary>A line of <see href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">/proc/PID/mountinfo</see>.</summary>
/// <param name="Id">The mount's id.</param>
/// <param name="Parent">The id of the mount that it is on.</param>
/// <param name="Root">Which directory of its file system it shows.</param>
/// <param name="Point">Where.</param>
/// <param name="Options">The mount's options, with commas.</param>
/// <param name="Type">The file system's type.</param>
/// <param name="SuperOptions">The file system's options, with commas.</param>
internal sealed record MountEntry(int Id, int Parent, string Root, string Point, string Options, string Type, string SuperOptions)
{
    /// <exception cref="InvalidDataException">It is no mountinfo.</exception>
    public static List<MountEntry> ParseAll(string text)
    {
        var mounts = new List<MountEntry>();
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            mounts.Add(Parse(line));
        return mounts;
    }

    /// <summary>Whether a path leads into this mount: others may have been mounted over it or over what it is on.</summary>
    public static bool IsReached(List<MountEntry> mounts, MountEntry mount)
    {
        HashSet<int> ids = [.. mounts.Select(static entry => entry.Id)];
        // As the kernel walks: from the root into whatever is mounted on the way, and what is mounted on that.
        MountEntry? current = null;
        for (int steps = 0; steps <= mounts.Count; steps++)
        {
            MountEntry? next = null;
            foreach (MountEntry entry in mounts)
            {
                bool isOnCurrent = current is null ? entry.Parent == entry.Id || !ids.Contains(entry.Parent) : entry.Parent == current.Id && entry != current;
                if (isOnCurrent && IsBelow(mount.Point, entry.Point) && (next is null || entry.Point.Length < next.Point.Length))
                    next = entry;
            }

            if (next is null)
                break;
            current = next;
        }

        return current == mount;
    }

    /// <summary>Whether a path is another one or below it.</summary>
    public static bool IsBelow(string path, string ancestor) =>
        ancestor == "/" || (path.StartsWith(ancestor, StringComparison.Ordinal) && (path.Length == ancestor.Length || path[ancestor.Length] == '/'));

    private static MountEntry Parse(string line)
    {
        string[] fields = line.Split(' ');
        // Before the dash there may be any number of optional fields; after it the source may be empty.
        int dash = fields.Length > 6 ? Array.IndexOf(fields, "-", 6) : -1;
        if (dash < 0 || fields.Length < dash + 4
            || !int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            || !int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out int parent))
            throw new InvalidDataException($"This is no line of mountinfo: \"{line}\".");
        return new MountEntry(id, parent, Unescape(fields[3]), Unescape(fields[4]), fields[5], fields[dash + 1], fields[dash + 3]);
    }

    // The kernel writes space, tab, line end, backslash and hash as \040 and so on.
    private static string Unescape(string field)
    {
        if (!field.Contains('\\', StringComparison.Ordinal))
            return field;
        byte[] bytes = Encoding.UTF8.GetBytes(field);
        int length = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '\\' && i + 3 < bytes.Length && bytes[i + 1] is >= (byte)'0' and <= (byte)'3' && IsOctal(bytes[i + 2]) && IsOctal(bytes[i + 3]))
            {
                bytes[length++] = (byte)(((bytes[i + 1] - '0') << 6) | ((bytes[i + 2] - '0') << 3) | (bytes[i + 3] - '0'));
                i += 3;
            }
            else
            {
                bytes[length++] = bytes[i];
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static bool IsOctal(byte character) => character is >= (byte)'0' and <= (byte)'7';
}
