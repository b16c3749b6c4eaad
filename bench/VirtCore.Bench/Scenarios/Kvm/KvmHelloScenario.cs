using System.Diagnostics;
using System.Globalization;

namespace VirtCore.Bench;

/// <summary>README's example of a machine, in a process of its own: from Main's beginning to the guest's line, and from the process's start. Just-in-time compiled, as a plain build is.</summary>
internal sealed class KvmHelloScenario : Scenario
{
    public override string Name => "kvm-hello";

    public override string Summary => "a process that boots a guest to a printed line";

    public override int DefaultRuns => 20;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Scratch scratch, int runs, CancellationToken cancellationToken)
    {
        var inside = new Samples();
        var whole = new Samples();
        for (int i = -1; i < runs; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Hello.Argument]) { RedirectStandardOutput = true })!;
            string? line = await process.StandardOutput.ReadLineAsync(cancellationToken);
            TimeSpan time = Stopwatch.GetElapsedTime(begin);
            string? said = await process.StandardOutput.ReadLineAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (line != "Hello from real mode." || said is null)
                throw new InvalidOperationException($"The guest said \"{line}\".");
            if (i < 0)
                continue;
            whole.Add(time.TotalMilliseconds);
            inside.Add(double.Parse(said, CultureInfo.InvariantCulture));
        }

        return [Figure.Of(Name, "ms", inside, new Limit(LimitedMeasure.Median, 50)), Figure.Of($"{Name}-process", "ms", whole)];
    }
}
