using Xunit;

namespace VirtCore.Tests.Architecture;

/// <summary>That each rule about source files fails what it should, and only that.</summary>
public sealed class SourceRuleTests
{
    [Theory]
    [InlineData("src/VirtCore.Host/A.cs", "[LibraryImport(\"libc\")]", "src/VirtCore.Host/A.cs has a LibraryImport")]
    [InlineData("src/VirtCore.Host/A.cs", "[ DllImport (\"libc\", SetLastError = true)]", "src/VirtCore.Host/A.cs has a DllImport")]
    [InlineData("tests/VirtCore.Tests/A.cs", "[System.Runtime.InteropServices.DllImportAttribute(\"libc\")]", "tests/VirtCore.Tests/A.cs has a DllImport")]
    [InlineData("native-interop/VirtCore.Interop/A.cs", "[LibraryImport(\"libc\")]", null)]
    [InlineData("src/VirtCore.Host/A.cs", "// [DllImport(\"libc\")]", null)]
    [InlineData("src/VirtCore.Host/A.cs", "string s = \"[DllImport(\";", null)]
    public void Native_calls(string path, string text, string? broken) => Expect(broken, SourceRules.NativeCalls(Repository.Of((path, text))));

    [Theory]
    [InlineData("src/A/A.cs", SourceRules.MaxLines, null)]
    [InlineData("src/A/A.cs", SourceRules.MaxLines + 1, "src/A/A.cs has 801 lines")]
    [InlineData("native-interop/guard/a.c", SourceRules.MaxLines + 1, "native-interop/guard/a.c has 801 lines")]
    [InlineData("src/A/recorded.json", SourceRules.MaxLines + 1, null)]
    public void Lengths(string path, int lines, string? broken) => Expect(broken, SourceRules.Lengths(Repository.Of((path, new string('\n', lines)))));

    [Theory]
    [InlineData("public sealed class A;\ninternal class B;", null)]
    [InlineData("public class A\n{\n    public class Nested;\n}", null)]
    [InlineData("public enum A { One }\n// public enum B { One }", null)]
    [InlineData("public class A;\npublic static partial class B;", "A.cs has 2 public types: A, B")]
    [InlineData("public readonly record struct A(int X);\npublic interface B;", "A.cs has 2 public types: A, B")]
    [InlineData("public enum A;\npublic delegate void B(int x);\npublic struct C;", "A.cs has 3 public types: A, B, C")]
    public void Public_types(string text, string? broken) => Expect(broken, SourceRules.PublicTypes(Repository.Of(("A.cs", text))));

    [Theory]
    [InlineData("a // b \"\nc", "a \nc")]
    [InlineData("a /* b\n' */ c", "a \n c")]
    [InlineData("a \"b \\\" c\" d", "a  d")]
    [InlineData("a @\"b \\\" d", "a  d")]
    [InlineData("a @\"b \"\" c\" d", "a  d")]
    [InlineData("a '\"' b '\\'' c", "a  b  c")]
    [InlineData("a $\"b {c(\"d }\")} {{ e\" f", "a  f")]
    [InlineData("a $@\"b {c} \"\" d\" e", "a  e")]
    [InlineData("a \"\"\"b \" \"\" c\nd\"\"\" e", "a \n e")]
    [InlineData("a $$\"\"\"{\"b\":{{c}}}\"\"\" d", "a  d")]
    [InlineData("a \"\" b", "a  b")]
    [InlineData("a \"b", "a ")]
    public void What_only_looks_like_code_is_left_out(string source, string code) => Assert.Equal(code, CSharpText.CodeOf(source));

    private static void Expect(string? broken, IEnumerable<string> found) => Assert.Equal(broken is null ? [] : [broken], found);
}
