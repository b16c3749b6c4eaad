namespace VirtCore.Tool.Demo;

/// <summary>How the tool starts itself again.</summary>
internal static class OwnProgram
{
    public static string FileName { get; } = Environment.ProcessPath ?? throw new InvalidOperationException("The tool does not know its own program.");

    /// <summary>What comes before the tool's own arguments: the assembly, when it was started as <c>dotnet ASSEMBLY</c>.</summary>
    public static IReadOnlyList<string> Arguments { get; } =
        Path.GetFileNameWithoutExtension(FileName) == "dotnet" ? [Path.GetFullPath(Environment.GetCommandLineArgs()[0])] : [];
}
