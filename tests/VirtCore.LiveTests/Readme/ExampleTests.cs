using System.Runtime.CompilerServices;
using System.Text;
using VirtCore.LiveTests.Leftovers;
using VirtCore.Netlink;
using Xunit;

namespace VirtCore.LiveTests.Readme;

public sealed class ExampleTests : LiveTest
{
    [Theory]
    [InlineData("EmbeddingExample.cs")]
    [InlineData("CgroupExample.cs")]
    [InlineData("KvmExample.cs")]
    [InlineData("NetlinkExample.cs")]
    public void README_shows_the_example_that_is_compiled_here(string file)
    {
        string folder = Path.GetDirectoryName(ThisFile())!;
        string[] source = File.ReadAllLines(Path.Combine(folder, file));
        IEnumerable<string> example = source
            .SkipWhile(static line => line.Trim() != "// README begins").Skip(1)
            .TakeWhile(static line => line.Trim() != "// README ends")
            .Select(static line => line.Length >= 8 ? line[8..] : line);
        string readme = File.ReadAllText(Path.Combine(folder, "..", "..", "..", "README.md"));
        Assert.Contains(string.Join('\n', example), readme, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_runs()
    {
        Requires.Qemu();
        (string kernel, string busybox) = Requires.LinuxGuest();
        await EmbeddingExample.RunAsync(Path.Combine(PrivateDirectory, "a"), Path.Combine(PrivateDirectory, "b"), kernel, busybox);
    }

    [Fact]
    public async Task The_example_of_a_cgroup_runs()
    {
        Requires.Root();
        Requires.CgroupController("cpu");
        Requires.CgroupController("memory");
        string directory = Directory.CreateDirectory(Path.Combine(PrivateDirectory, "sleep")).FullName;
        Assert.InRange(await CgroupExample.RunAsync(directory), 1, 512 << 20);
    }

    [Fact]
    public void The_example_of_a_machine_runs()
    {
        Requires.Kvm();
        using var output = new MemoryStream();
        KvmExample.Run(output);
        Assert.Equal("Hello from real mode.\n", Encoding.ASCII.GetString(output.ToArray()));
    }

    [Fact]
    public async Task The_example_of_a_network_runs()
    {
        Requires.Root();
        Requires.Nft();
        using NetworkNamespace place = NetworkNamespace.Create();
        Assert.Equal(3, (await NetlinkExample.RunAsync(place)).Count);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
