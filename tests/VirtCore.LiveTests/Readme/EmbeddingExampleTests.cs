using System.Runtime.CompilerServices;
using VirtCore.LiveTests.Leftovers;
using Xunit;

namespace VirtCore.LiveTests.Readme;

public sealed class EmbeddingExampleTests : LiveTest
{
    [Fact]
    public void README_shows_the_example_that_is_compiled_here()
    {
        string folder = Path.GetDirectoryName(ThisFile())!;
        string[] source = File.ReadAllLines(Path.Combine(folder, "EmbeddingExample.cs"));
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

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
