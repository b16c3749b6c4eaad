using System.Text.RegularExpressions;

namespace VirtCore.Tests.Architecture;

/// <summary>The rules about source files. Each answers with what breaks it.</summary>
internal static partial class SourceRules
{
    public const int MaxLines = 800;

    private const string InteropFolder = "native-interop/VirtCore.Interop/";

    public static IEnumerable<string> NativeCalls(Repository repository) =>
        from path in repository.With(".cs")
        where !path.StartsWith(InteropFolder, StringComparison.Ordinal)
        from Match match in NativeImport().Matches(CSharpText.CodeOf(repository.Read(path)))
        select $"{path} has a {match.Groups[1].Value}";

    public static IEnumerable<string> Lengths(Repository repository) =>
        from path in repository.With(".cs", ".c", ".h", ".S")
        let lines = repository.Read(path).AsSpan().Count('\n')
        where lines > MaxLines
        select $"{path} has {lines} lines";

    public static IEnumerable<string> PublicTypes(Repository repository) =>
        from path in repository.With(".cs")
        let types = PublicType().Matches(CSharpText.CodeOf(repository.Read(path)))
        where types.Count > 1
        select $"{path} has {types.Count} public types: {string.Join(", ", types.Select(static type => type.Groups[1].Value))}";

    [GeneratedRegex(@"\b(DllImport|LibraryImport)(Attribute)?\s*\(")]
    private static partial Regex NativeImport();

    // Namespaces are file-scoped and the layout is enforced, so what starts a line is no nested type.
    [GeneratedRegex(@"^public\s+(?:[a-z]+\s+)*(?:class|struct|interface|enum|record|delegate\s+[\w<>\[\],.?]+)\s+(\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();
}
