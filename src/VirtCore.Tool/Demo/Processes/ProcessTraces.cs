namespace VirtCore.Tool.Demo;

/// <summary>The files that a process has to do with: its working directory, what it has open, and its arguments.</summary>
internal sealed class ProcessTraces(IReadOnlyList<string> paths, string arguments)
{
    /// <summary>Reads them from <c>/proc</c>. What cannot be read any more is left out.</summary>
    public static ProcessTraces Read(int processId)
    {
        string directory = $"/proc/{processId}";
        List<string> paths = [];
        string arguments = "";
        try
        {
            Add(paths, Path.Combine(directory, "cwd"));
            arguments = File.ReadAllText(Path.Combine(directory, "cmdline"));
            foreach (string descriptor in Directory.EnumerateFileSystemEntries(Path.Combine(directory, "fd")))
                Add(paths, descriptor);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile.
        }

        return new ProcessTraces(paths, arguments);
    }

    /// <summary>Whether it works in a directory, has something of it open, or was told of it.</summary>
    public bool LeadTo(string directory) =>
        arguments.Contains(directory, StringComparison.Ordinal)
        || paths.Any(p => p == directory || p.StartsWith(directory + '/', StringComparison.Ordinal));

    private static void Add(List<string> paths, string link)
    {
        // Sockets and the like are no paths.
        if (new FileInfo(link).LinkTarget is { } target && target.StartsWith('/') && !target.StartsWith("/memfd:", StringComparison.Ordinal))
            paths.Add(target);
    }
}
