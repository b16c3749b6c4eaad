namespace VirtCore.Tool.Demo;

/// <summary>The demo's folder: everything that it puts anywhere is in here, and goes with it.</summary>
internal sealed class DemoFolder
{
    private const string Prefix = "virtcore-demo-";

    private DemoFolder(string path) => Path = path;

    public string Path { get; }

    /// <exception cref="DemoException">It cannot be made.</exception>
    public static DemoFolder Create()
    {
        try
        {
            return new DemoFolder(Directory.CreateTempSubdirectory(Prefix).FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DemoException($"no folder for temporary files: {e.Message}", e);
        }
    }

    /// <summary>The folder of a demo that is gone, for whoever cleans up after it.</summary>
    /// <exception cref="ArgumentException">It is none of the demo's.</exception>
    public static DemoFolder Open(string path) =>
        System.IO.Path.IsPathFullyQualified(path) && System.IO.Path.GetFileName(path).StartsWith(Prefix, StringComparison.Ordinal)
            ? new DemoFolder(path)
            : throw new ArgumentException($"\"{path}\" is no folder of a demo.", nameof(path));

    /// <summary>A state directory for a host. Only names given here are searched when the demo is cleaned up.</summary>
    public string StateDirectory(string name) => System.IO.Path.Combine(Path, $"host-{name}");

    public IReadOnlyList<string> StateDirectories() =>
        Directory.Exists(Path) ? Directory.GetDirectories(Path, "host-*") : [];

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public bool Exists => Directory.Exists(Path);

    public void Delete()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Gone already.
        }
    }
}
