namespace VirtCore.Bench;

/// <summary>A scenario's directory, and the proof that nothing is left when the scenario is over.</summary>
/// <remarks>Below /var/tmp, as that is a disk more often than /tmp: records that are flushed to a RAM disk would cost nothing.</remarks>
internal sealed class Scratch : IDisposable
{
    public const string Parent = "/var/tmp";

    private Scratch(string path) => Path = path;

    public string Path { get; }

    public static Scratch Create()
    {
        string path = System.IO.Path.Combine(Parent, $"virtcore-bench-{Guid.NewGuid().ToString("N")[..12]}");
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new Scratch(path);
    }

    /// <summary>Makes a directory in it.</summary>
    public string MakeDirectory(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    /// <summary>Checks that no other process works in this directory: no QEMU, no guard, no floor.</summary>
    /// <exception cref="InvalidOperationException">There is one.</exception>
    public void ThrowIfAnythingIsLeft()
    {
        string[] left = [.. FindProcesses()];
        if (left.Length != 0)
            throw new InvalidOperationException($"Left behind: {string.Join("; ", left)}.");
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private IEnumerable<string> FindProcesses()
    {
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(System.IO.Path.GetFileName(directory), out int id) && id != Environment.ProcessId && WorksHere(directory))
                yield return $"process {id} ({TryRead(System.IO.Path.Combine(directory, "comm")).Trim()})";
        }
    }

    private bool WorksHere(string process) =>
        TryRead(System.IO.Path.Combine(process, "cmdline")).Contains(Path, StringComparison.Ordinal)
        || PointsHere(System.IO.Path.Combine(process, "cwd"))
        || TryList(System.IO.Path.Combine(process, "fd")).Any(PointsHere);

    private bool PointsHere(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName.StartsWith(Path, StringComparison.Ordinal) ?? false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // it has just ended, or is a kernel thread
        }
    }

    private static string TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string[] TryList(string path)
    {
        try
        {
            return Directory.GetFiles(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
