using Xunit;

namespace VirtCore.Tests.Architecture;

/// <summary>That each rule about projects fails what it should, and only that.</summary>
public sealed class ProjectRuleTests
{
    [Theory]
    [InlineData("src/VirtCore.Qemu", "<ProjectReference Include='../VirtCore.Host/VirtCore.Host.csproj' />", null)]
    [InlineData("src/VirtCore.Host", "<ProjectReference Include='..\\..\\native-interop\\VirtCore.Interop\\VirtCore.Interop.csproj' />", null)]
    [InlineData("tests/VirtCore.Tests", "<ProjectReference Include='../../src/VirtCore.Tool/VirtCore.Tool.csproj' />", null)]
    [InlineData("tests/VirtCore.Tests", "<Compile Include='../guest/Guest.cs' />", null)]
    [InlineData("src/VirtCore.Host", "<ProjectReference Include='../VirtCore.Qemu/VirtCore.Qemu.csproj' />", "VirtCore.Host on floor 1 refers to VirtCore.Qemu on floor 2")]
    [InlineData("src/VirtCore.Host", "<ProjectReference Include='../VirtCore.Qmp/VirtCore.Qmp.csproj' />", "VirtCore.Host on floor 1 refers to VirtCore.Qmp on floor 1")]
    [InlineData("src/VirtCore.Tool", "<ProjectReference Include='..\\VirtCore.Extensions.Hosting\\VirtCore.Extensions.Hosting.csproj' />", "VirtCore.Tool on floor 3 refers to VirtCore.Extensions.Hosting on floor 3")]
    [InlineData("src/VirtCore.Qemu", "<ProjectReference Include='../VirtCore/VirtCore.csproj;../VirtCore.Tool/VirtCore.Tool.csproj' />", "VirtCore.Qemu on floor 2 refers to VirtCore.Tool on floor 3")]
    [InlineData("native-interop/VirtCore.Interop", "<ProjectReference Include='../../src/VirtCore/VirtCore.csproj' />", "VirtCore.Interop on floor 0 refers to VirtCore on floor 1")]
    [InlineData("src/VirtCore.Qemu", "<ProjectReference Include='../../tests/VirtCore.Tests/VirtCore.Tests.csproj' />", "VirtCore.Qemu refers to VirtCore.Tests, which stands on no floor")]
    [InlineData("src/VirtCore.Common", "", "VirtCore.Common stands on no floor")]
    [InlineData("src/VirtCore.Qmp", "<Compile Include='../VirtCore.Host/Pidfd.cs' />", "VirtCore.Qmp compiles ../VirtCore.Host/Pidfd.cs, another project's")]
    [InlineData("src/VirtCore.Qmp", "<Reference Include='VirtCore.Host' HintPath='x.dll' />", "VirtCore.Qmp refers to the file of VirtCore.Host")]
    public void Edges(string folder, string items, string? broken) => Expect(broken, ProjectRules.Edges(With(folder, items)));

    [Theory]
    [InlineData("native-interop/VirtCore.Interop", "Tmds.LibC", null)]
    [InlineData("src/VirtCore.Qemu", "Mono.Posix.NETStandard", null)]
    [InlineData("src/VirtCore.Qemu", "Microsoft.Extensions.Logging.Abstractions", null)]
    [InlineData("src/VirtCore.Extensions.Hosting", "Microsoft.Extensions.Options", null)]
    [InlineData("src/VirtCore.Tool", "Spectre.Console", null)]
    [InlineData("tests/VirtCore.LiveTests", "xunit.v3", null)]
    [InlineData("bench/VirtCore.Bench", "BenchmarkDotNet", null)]
    [InlineData("tests/VirtCore.Fuzz", "SharpFuzz", null)]
    [InlineData("tests/VirtCore.Tests", "SharpFuzz", "VirtCore.Tests takes the package SharpFuzz")]
    [InlineData("src/VirtCore.Host", "Tmds.LibC", "VirtCore.Host takes the package Tmds.LibC")]
    [InlineData("src/VirtCore.Host", "Mono.Posix.NETStandard", "VirtCore.Host takes the package Mono.Posix.NETStandard")]
    [InlineData("src/VirtCore.Qemu", "Spectre.Console", "VirtCore.Qemu takes the package Spectre.Console")]
    [InlineData("src/VirtCore.Extensions.Hosting", "Microsoft.Extensions.Hosting", "VirtCore.Extensions.Hosting takes the package Microsoft.Extensions.Hosting")]
    [InlineData("src/VirtCore", "Newtonsoft.Json", "VirtCore takes the package Newtonsoft.Json")]
    [InlineData("tests/VirtCore.Tests", "Moq", "VirtCore.Tests takes the package Moq")]
    public void Packages(string folder, string package, string? broken) =>
        Expect(broken, ProjectRules.Packages(With(folder, $"<PackageReference Include='{package}' />")));

    [Theory]
    [InlineData("<PackageReference Include='CsCheck' />", null)]
    [InlineData("<PackageReference Include='CsCheck' Version='1.0' />", "VirtCore.Tests has a version of its own for CsCheck")]
    [InlineData("<PackageReference Include='CsCheck' VersionOverride='1.0' />", "VirtCore.Tests has a version of its own for CsCheck")]
    [InlineData("<PackageReference Include='CsCheck'><Version>1.0</Version></PackageReference>", "VirtCore.Tests has a version of its own for CsCheck")]
    public void Versions(string items, string? broken) => Expect(broken, ProjectRules.Versions(With("tests/VirtCore.Tests", items)));

    [Theory]
    [InlineData("native-interop/VirtCore.Interop", "true", null)]
    [InlineData("src/VirtCore.Kvm", "true", null)]
    [InlineData("src/VirtCore.Host", "false", null)]
    [InlineData("src/VirtCore.Host", "true", "VirtCore.Host allows unsafe code")]
    [InlineData("src/VirtCore.Host", "$(Yes)", "VirtCore.Host allows unsafe code")]
    [InlineData("tests/VirtCore.LiveTests", "True", "VirtCore.LiveTests allows unsafe code")]
    public void Unsafety(string folder, string value, string? broken) =>
        Expect(broken, ProjectRules.Unsafety(With(folder, $"<AllowUnsafeBlocks>{value}</AllowUnsafeBlocks>")));

    [Theory]
    [InlineData("<Compile Include='A.cs' />", null)]
    [InlineData("<PackageReference Include='Moq' />", "Directory.Build.props has a PackageReference")]
    [InlineData("<ProjectReference Include='A.csproj' />", "Directory.Build.props has a ProjectReference")]
    [InlineData("<AllowUnsafeBlocks>true</AllowUnsafeBlocks>", "Directory.Build.props has a AllowUnsafeBlocks")]
    public void Shared_files(string items, string? broken) =>
        Expect(broken, ProjectRules.SharedFiles(Repository.Of(("Directory.Build.props", $"<Project><ItemGroup>{items}</ItemGroup></Project>"))));

    [Fact]
    public void Solution()
    {
        const string Listed = "Project(\"{X}\") = \"A\", \"src\\A\\A.csproj\", \"{Y}\"\nEndProject\n";
        Assert.Empty(ProjectRules.Solution(Repository.Of(("VirtCore.sln", Listed), ("src/A/A.csproj", "<Project />"))));
        Assert.Equal(
            ["src/B/B.csproj is not in VirtCore.sln", "VirtCore.sln has src/A/A.csproj, which is not there"],
            ProjectRules.Solution(Repository.Of(("VirtCore.sln", Listed), ("src/B/B.csproj", "<Project />"))));
    }

    [Fact]
    public void Designs()
    {
        Repository repository = Repository.Of(
            ("src/A/A.csproj", "<Project />"), ("src/A/DESIGN.md", ""), ("src/B/B.csproj", "<Project />"), ("tests/C/C.csproj", "<Project />"));
        Assert.Equal("B has no DESIGN.md", Assert.Single(ProjectRules.Designs(repository)));
    }

    private static Repository With(string folder, string items) =>
        Repository.Of(($"{folder}/{Path.GetFileName(folder)}.csproj", $"<Project Sdk='Microsoft.NET.Sdk'><ItemGroup>{items}</ItemGroup></Project>"));

    private static void Expect(string? broken, IEnumerable<string> found) => Assert.Equal(broken is null ? [] : [broken], found);
}
