using VirtCore.Migration;

namespace VirtCore.Tool.Demo;

/// <summary>Plain lines, for pipes, files and terminals that can do no more.</summary>
internal sealed class PlainView(TextWriter output) : IDemoView
{
    private readonly Lock _lock = new();

    public void Say(string what) => Write($"  {what}");

    public void StartRun(DemoRunTitle title, TickLog ticks) => Write(title.ToString());

    public void StartMigration(DemoStage stage, string from, string to) => Write(stage == DemoStage.Move
        ? $"live migration from host {from} to host {to}"
        : $"live migration back from host {from} to host {to}, by a controller in a process of its own");

    public void Progress(DemoStage stage, MigrationProgress progress)
    {
    }

    public void Moved(MovedReport report)
    {
        foreach (MigrationPhase phase in Texts.Phases)
            Write($"  {Texts.Phase(phase),-8} {Texts.Ms(Texts.Of(report.Phases, phase)),10}");
        Write($"  {Texts.Moved(report)}");
    }

    public void Killed(ControllerLine last, TimeSpan targetGone) => Write($"  {Texts.Killed(last, targetGone)}");

    public void Recovered(string host, string finding) => Write($"  host {host}: {finding}");

    public void EndRun(DemoOutcome outcome, IReadOnlyList<ProcessEntry> leftovers)
    {
        Write($"  {Texts.Source(outcome)}");
        Write($"  {Texts.Processes(leftovers)}");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Write(string line)
    {
        lock (_lock)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }
}
