using System.Xml.Linq;

namespace VirtCore.Tests.Architecture;

/// <summary>What the rules ask of a project file.</summary>
/// <param name="Path">Its path in the repository.</param>
/// <param name="Content">Its XML.</param>
internal sealed record ProjectFile(string Path, XDocument Content)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>Whether users get it: it is no test and no benchmark.</summary>
    public bool IsShipped => IsShippedPath(Path);

    public IEnumerable<string> References => Includes("ProjectReference").Select(static include => System.IO.Path.GetFileNameWithoutExtension(include.Replace('\\', '/')));

    public IEnumerable<string> Packages => Includes("PackageReference");

    /// <summary>Source files that come from elsewhere.</summary>
    public IEnumerable<string> LinkedSources => Includes("Compile").Where(static include => include.Contains("..", StringComparison.Ordinal));

    public bool AllowsUnsafe => Elements("AllowUnsafeBlocks").Any(static element => !element.Value.Trim().Equals("false", StringComparison.OrdinalIgnoreCase));

    public static bool IsShippedPath(string path) =>
        path.StartsWith("src/", StringComparison.Ordinal) || path.StartsWith("native-interop/", StringComparison.Ordinal);

    public static ProjectFile Parse(string path, string text) => new(path, XDocument.Parse(text));

    public IEnumerable<XElement> Elements(string name) => Content.Descendants().Where(element => element.Name.LocalName == name);

    private IEnumerable<string> Includes(string name) => Elements(name)
        .SelectMany(static element => element.Attributes().Where(static attribute => attribute.Name.LocalName is "Include" or "Update"))
        .SelectMany(static attribute => attribute.Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
