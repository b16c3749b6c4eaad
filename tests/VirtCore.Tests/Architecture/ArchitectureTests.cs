using Xunit;

namespace VirtCore.Tests.Architecture;

/// <summary>The rules, on this repository.</summary>
public sealed class ArchitectureTests
{
    private static readonly Repository s_repository = Repository.Own();

    [Fact]
    public void A_project_refers_only_to_projects_on_lower_floors() => Holds(ProjectRules.Edges(s_repository));

    [Fact]
    public void A_project_takes_only_the_packages_that_are_its_own() => Holds(ProjectRules.Packages(s_repository));

    [Fact]
    public void Versions_of_packages_are_central() => Holds(ProjectRules.Versions(s_repository));

    [Fact]
    public void Unsafe_code_is_at_the_bottom_alone() => Holds(ProjectRules.Unsafety(s_repository));

    [Fact]
    public void Shared_build_files_give_no_project_anything_behind_its_back() => Holds(ProjectRules.SharedFiles(s_repository));

    [Fact]
    public void Every_project_is_in_the_solution() => Holds(ProjectRules.Solution(s_repository));

    [Fact]
    public void Every_project_of_the_product_has_its_design_written_down() => Holds(ProjectRules.Designs(s_repository));

    [Fact]
    public void Native_code_is_called_from_one_assembly_alone() => Holds(SourceRules.NativeCalls(s_repository));

    [Fact]
    public void Files_are_short() => Holds(SourceRules.Lengths(s_repository));

    [Fact]
    public void A_file_has_one_public_type() => Holds(SourceRules.PublicTypes(s_repository));

    [Fact]
    public void The_repository_is_really_read()
    {
        Assert.Contains("VirtCore.Interop", s_repository.Projects.Select(static project => project.Name));
        Assert.Contains("VirtCore.Tests", s_repository.Projects.Select(static project => project.Name));
        Assert.True(s_repository.With(".cs").Count() > 100);
        Assert.DoesNotContain(s_repository.Paths, static path => path.Contains("/obj/", StringComparison.Ordinal));
    }

    private static void Holds(IEnumerable<string> broken)
    {
        string[] lines = [.. broken];
        if (lines.Length != 0)
            Assert.Fail(string.Join('\n', lines));
    }
}
