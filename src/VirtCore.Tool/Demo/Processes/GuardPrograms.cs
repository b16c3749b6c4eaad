using System.Globalization;

namespace VirtCore.Tool.Demo;

/// <summary>
/// Tells whose a <c>virtcore-guard</c> is. Every host runs it from a memory file of its own, so the file's inode number is the same in the host,
/// which has it open, and in the launcher and the guards, which run it.
/// </summary>
internal static class GuardPrograms
{
    private const string Name = "virtcore-guard";

    /// <summary>The memory files that a process has open, by <c>/proc/PID/fdinfo</c> (its <c>ino</c>: Linux 5.14).</summary>
    public static IEnumerable<ulong> OpenIn(int processId)
    {
        List<ulong> found = [];
        try
        {
            foreach (string descriptor in Directory.EnumerateFileSystemEntries($"/proc/{processId}/fd"))
            {
                if (new FileInfo(descriptor).LinkTarget?.Contains(Name, StringComparison.Ordinal) == true
                    && ParseInformation(File.ReadAllText($"/proc/{processId}/fdinfo/{Path.GetFileName(descriptor)}")) is { } inode)
                    found.Add(inode);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or closed one.
        }

        return found;
    }

    /// <summary>The memory file that a process runs; null when it runs something else, or has ended.</summary>
    public static ulong? RunBy(int processId)
    {
        try
        {
            return ParseMaps(File.ReadAllText($"/proc/{processId}/maps"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static ulong? ParseInformation(string text)
    {
        const string Key = "ino:";
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(Key))
                return Parse(line[Key.Length..].Trim());
        }

        return null;
    }

    /// <summary>Reads <c>address permissions offset device inode path</c>.</summary>
    public static ulong? ParseMaps(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            string[] fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length == 6 && fields[5].Contains(Name, StringComparison.Ordinal))
                return Parse(fields[4]);
        }

        return null;
    }

    private static ulong? Parse(ReadOnlySpan<char> number) =>
        ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : null;
}
