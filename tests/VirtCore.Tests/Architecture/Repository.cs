namespace VirtCore.Tests.Architecture;

/// <summary>The hand-written files of a repository, by their paths relative to its root, with slashes.</summary>
internal sealed class Repository
{
    private static readonly HashSet<string> s_skipped = ["bin", "obj", ".git", ".cache", "TestResults", "BenchmarkDotNet.Artifacts"];

    private readonly Dictionary<string, Lazy<string>> _files;

    private Repository(Dictionary<string, Lazy<string>> files) => _files = files;

    public IEnumerable<string> Paths => _files.Keys;

    /// <summary>Every project.</summary>
    public IEnumerable<ProjectFile> Projects => With(".csproj").Select(path => ProjectFile.Parse(path, Read(path)));

    /// <summary>The repository that the tests were built in.</summary>
    public static Repository Own()
    {
        string root = OwnRoot();
        return new Repository(FilesBelow(root).ToDictionary(path => Path.GetRelativePath(root, path), path => new Lazy<string>(() => File.ReadAllText(path))));
    }

    /// <summary>Where that one is.</summary>
    public static string OwnRoot()
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "VirtCore.sln")))
            root = Path.GetDirectoryName(root);
        ArgumentNullException.ThrowIfNull(root);
        return root;
    }

    /// <summary>One in memory, to try a rule on.</summary>
    public static Repository Of(params (string Path, string Text)[] files) =>
        new(files.ToDictionary(static file => file.Path, static file => new Lazy<string>(file.Text)));

    public bool Has(string path) => _files.ContainsKey(path);

    public string Read(string path) => _files[path].Value;

    public IEnumerable<string> With(params string[] extensions) => Paths.Where(path => extensions.Contains(Path.GetExtension(path))).Order(StringComparer.Ordinal);

    private static IEnumerable<string> FilesBelow(string directory)
    {
        foreach (string file in Directory.EnumerateFiles(directory))
            yield return file;
        foreach (string child in Directory.EnumerateDirectories(directory).Where(static child => !s_skipped.Contains(Path.GetFileName(child))))
        {
            foreach (string file in FilesBelow(child))
                yield return file;
        }
    }
}
