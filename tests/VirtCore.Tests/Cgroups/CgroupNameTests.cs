using VirtCore.Host;
using Xunit;

namespace VirtCore.Tests.Cgroups;

public sealed class CgroupNameTests
{
    [Theory]
    [InlineData("vm-1")]
    [InlineData("machine-qemu\\x2d1.scope")]
    [InlineData("memory")]
    [InlineData("cpus.high")]
    [InlineData("...")]
    [InlineData("a b")]
    [InlineData("ä")]
    public void Names(string name) => Assert.Null(CgroupName.ProblemOf(name));

    [Theory]
    [InlineData("", "empty")]
    [InlineData(".", "itself or its parent")]
    [InlineData("..", "itself or its parent")]
    [InlineData("a/b", "a slash")]
    [InlineData("/", "a slash")]
    [InlineData("a\0", "a NUL")]
    [InlineData("a\nb", "a line end")]
    [InlineData("cgroup.procs", "\"cgroup.\"")]
    [InlineData("cgroup.anything", "\"cgroup.\"")]
    [InlineData("memory.max", "\"memory.\"")]
    [InlineData("io.x", "\"io.\"")]
    [InlineData("tasks", "cgroup v1")]
    public void No_names(string name, string why) => Assert.Contains(why, CgroupName.ProblemOf(name), StringComparison.Ordinal);

    [Fact]
    public void Lengths_are_of_bytes()
    {
        Assert.Null(CgroupName.ProblemOf(new string('a', 255)));
        Assert.Contains("255 bytes", CgroupName.ProblemOf(new string('a', 256)), StringComparison.Ordinal);
        Assert.Null(CgroupName.ProblemOf(new string('ä', 127)));
        Assert.Contains("255 bytes", CgroupName.ProblemOf(new string('ä', 128)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/a//b/", "/a/b")]
    [InlineData("/misc.slice/memory.max", "/misc.slice/memory.max")]
    public void Paths(string path, string clean) => Assert.Equal(clean, CgroupName.CheckPath(path));

    [Theory]
    [InlineData("a")]
    [InlineData("/a/../b")]
    [InlineData("/..")]
    [InlineData("/a/./b")]
    [InlineData("/a\0b")]
    [InlineData("/a\n")]
    public void No_paths(string path) => Assert.Throws<ArgumentException>(() => CgroupName.CheckPath(path));

    [Fact]
    public void A_name_that_may_not_be_is_in_the_exception() =>
        Assert.Contains("\"memory.max\"", Assert.Throws<ArgumentException>(() => CgroupName.Check("memory.max")).Message, StringComparison.Ordinal);
}
