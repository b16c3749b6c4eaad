using VirtCore.Fuzz;
using VirtCore.Tests.Architecture;
using Xunit;

namespace VirtCore.Tests.Fuzz;

/// <summary>Each fuzz target with its seeds, with what once broke it, and with seeded damage to all of these.</summary>
public sealed class FuzzTargetTests
{
    private const string Project = "tests/VirtCore.Fuzz";
    private const int Mutations = 3_000;

    private static readonly string[] s_kinds = ["corpus", "regressions"];

    // A target that waits for a peer or for itself for good is a failure too.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    public static TheoryData<string> Targets => [.. FuzzTarget.All.Select(static target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public Task Seeds_and_regressions_pass(string name) => RunAsync(name, Inputs(name));

    [Theory]
    [MemberData(nameof(Targets))]
    public Task Damaged_seeds_pass(string name)
    {
        (string Name, byte[] Bytes)[] inputs = [.. Inputs(name)];
        return RunAsync(name, Enumerable.Range(0, Mutations).Select(seed =>
            ($"{inputs[seed % inputs.Length].Name} damaged by {seed}", Damage.Of(inputs[seed % inputs.Length].Bytes, seed))));
    }

    [Fact]
    public void Folders_of_inputs_are_those_of_targets() =>
        Assert.Empty(s_kinds.SelectMany(static kind => Directory.GetDirectories(Path.Combine(Repository.OwnRoot(), Project, kind)))
            .Select(static folder => Path.GetFileName(folder)!).Except(Targets.Select(static row => row.Data)));

    [Fact]
    public void Words_are_quoted_as_AFL_reads_them() =>
        Assert.Equal(["\"a \\x22b\\x5c\"", "\"\\xc3\\xbf$\""], AflDictionary.Lines(["a \"b\\", "", "ÿ$", "ÿ$", new string('x', 129)]));

    private static IEnumerable<(string Name, byte[] Bytes)> Inputs(string target)
    {
        string[] files = [.. s_kinds.Select(kind => Path.Combine(Repository.OwnRoot(), Project, kind, target))
            .Where(Directory.Exists).SelectMany(Directory.GetFiles).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(files);
        return files.Select(static file => (Path.GetFileName(file), File.ReadAllBytes(file)));
    }

    private static async Task RunAsync(string name, IEnumerable<(string Name, byte[] Bytes)> inputs)
    {
        FuzzTarget target = FuzzTarget.Find(name)!;
        string at = "";
        Task running = Task.Factory.StartNew(
            () =>
            {
                foreach ((string input, byte[] bytes) in inputs)
                {
                    Volatile.Write(ref at, input);
                    target.Run(bytes);
                }
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Exception? thrown = await Record.ExceptionAsync(() => running.WaitAsync(s_patience));
        Assert.True(thrown is null, $"{name}, {Volatile.Read(ref at)}: {thrown}");
    }
}
