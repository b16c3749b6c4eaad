using System.Text.RegularExpressions;

namespace VirtCore.Tests.Architecture;

/// <summary>The rules about projects: who may refer to whom and to what. Each answers with what breaks it.</summary>
internal static partial class ProjectRules
{
    // A project refers only to projects on lower floors. Tests and benchmarks stand outside, and may refer to any of these.
    private static readonly Dictionary<string, int> s_floors = new()
    {
        ["VirtCore.Interop"] = 0,
        ["VirtCore"] = 1,
        ["VirtCore.Kvm"] = 1,
        ["VirtCore.Host"] = 1,
        ["VirtCore.Netlink"] = 1,
        ["VirtCore.Qmp"] = 1,
        ["VirtCore.Qemu"] = 2,
        ["VirtCore.Extensions.Hosting"] = 3,
        ["VirtCore.Tool"] = 3,
    };

    // Packages for one project alone.
    private static readonly Dictionary<string, string[]> s_packages = new()
    {
        ["VirtCore.Interop"] = ["Tmds.LibC"],
        ["VirtCore.Host"] = ["Tmds.DBus.Protocol"],
        ["VirtCore.Qemu"] = ["Mono.Posix.NETStandard"],
        ["VirtCore.Tool"] = ["System.CommandLine", "Spectre.Console"],
        ["VirtCore.Tests"] = ["xunit.v3", "CsCheck", "Microsoft.Extensions.Hosting"],
        ["VirtCore.LiveTests"] = ["xunit.v3", "CsCheck", "Iced", "Microsoft.Extensions.Hosting"],
        ["VirtCore.Fuzz"] = ["SharpFuzz"],
        ["VirtCore.Bench"] = ["BenchmarkDotNet"],
    };

    private static readonly string[] s_unsafe = ["VirtCore.Interop", "VirtCore.Kvm"];

    public static IEnumerable<string> Edges(Repository repository)
    {
        foreach (ProjectFile project in repository.Projects)
        {
            bool placed = s_floors.TryGetValue(project.Name, out int floor);
            if (project.IsShipped && !placed)
                yield return $"{project.Name} stands on no floor";
            foreach (string reference in project.References)
            {
                if (!s_floors.TryGetValue(reference, out int lower))
                    yield return $"{project.Name} refers to {reference}, which stands on no floor";
                else if (project.IsShipped && lower >= floor)
                    yield return $"{project.Name} on floor {floor} refers to {reference} on floor {lower}";
            }

            if (!project.IsShipped)
                continue;
            foreach (string source in project.LinkedSources)
                yield return $"{project.Name} compiles {source}, another project's";
            foreach (string assembly in project.Elements("Reference").Select(static element => (string?)element.Attribute("Include") ?? ""))
                yield return $"{project.Name} refers to the file of {assembly}";
        }
    }

    public static IEnumerable<string> Packages(Repository repository) =>
        from project in repository.Projects
        from package in project.Packages
        where !s_packages.GetValueOrDefault(project.Name, []).Contains(package) && !(project.IsShipped && ExtensionsAbstraction().IsMatch(package))
        select $"{project.Name} takes the package {package}";

    public static IEnumerable<string> Versions(Repository repository) =>
        from project in repository.Projects
        from package in project.Elements("PackageReference")
        where package.Attributes().Select(static attribute => attribute.Name.LocalName).Concat(package.Elements().Select(static element => element.Name.LocalName))
            .Any(static name => name is "Version" or "VersionOverride")
        select $"{project.Name} has a version of its own for {(string?)package.Attribute("Include")}";

    public static IEnumerable<string> Unsafety(Repository repository) =>
        from project in repository.Projects
        where project.AllowsUnsafe && !s_unsafe.Contains(project.Name)
        select $"{project.Name} allows unsafe code";

    /// <summary>What holds for a project is in its own file: shared files give none of it.</summary>
    public static IEnumerable<string> SharedFiles(Repository repository) =>
        from path in repository.With(".props", ".targets")
        let file = ProjectFile.Parse(path, repository.Read(path))
        from name in (string[])["ProjectReference", "PackageReference", "Reference", "AllowUnsafeBlocks"]
        where file.Elements(name).Any()
        select $"{path} has a {name}";

    public static IEnumerable<string> Solution(Repository repository)
    {
        HashSet<string> listed = [.. SolutionProject().Matches(repository.Read("VirtCore.sln")).Select(static match => match.Groups[1].Value.Replace('\\', '/'))];
        HashSet<string> present = [.. repository.With(".csproj")];
        return present.Except(listed).Select(static path => $"{path} is not in VirtCore.sln")
            .Concat(listed.Except(present).Select(static path => $"VirtCore.sln has {path}, which is not there"));
    }

    public static IEnumerable<string> Designs(Repository repository) =>
        from project in repository.Projects
        where project.Path.StartsWith("src/", StringComparison.Ordinal) && !repository.Has($"{project.Folder}/DESIGN.md")
        select $"{project.Name} has no DESIGN.md";

    [GeneratedRegex(@"^Microsoft\.Extensions\.(Options|.+\.Abstractions)$")]
    private static partial Regex ExtensionsAbstraction();

    [GeneratedRegex("\"([^\"]+\\.csproj)\"")]
    private static partial Regex SolutionProject();
}
