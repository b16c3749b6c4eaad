using System.Globalization;
using VirtCore.Host;
using Xunit;

namespace VirtCore.LiveTests.Processes;

public sealed class GuardMemoryTests(ITestOutputHelper output) : ProcessTest
{
    [Fact]
    public async Task Fifty_guards_have_at_most_a_hundred_kibibytes_of_their_own_each()
    {
        List<long> sizes = [];
        // A long request, so that a guard that kept it would be seen.
        var filler = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["FILLER"] = new('x', 100_000) };
        SupervisedProcess[] processes = await Task.WhenAll(Enumerable.Range(0, 50).Select(
            index => LaunchAsync(Shell("exec sleep 1000", $"{index}") with { Environment = filler }).AsTask()));
        foreach (SupervisedProcess process in processes)
        {
            Assert.True(await process.Lifeline.CommitAsync(Guid.NewGuid())); // everything that a guard does in its life
            sizes.Add(PrivateKibibytes(process.GuardId));
        }

        sizes.Sort();
        output.WriteLine($"private KiB a guard: median {sizes[25]}, most {sizes[^1]}; launcher {PrivateKibibytes((await LauncherAsync()).LauncherId)}");
        Assert.InRange(sizes[^1], 1, 100);
    }

    private static long PrivateKibibytes(int id) => File.ReadLines($"/proc/{id}/smaps_rollup")
        .Where(static line => line.StartsWith("Private_", StringComparison.Ordinal) && !line.StartsWith("Private_Hugetlb", StringComparison.Ordinal))
        .Sum(static line => long.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));
}
