using System.Text.Json;
using VirtCore.Migration;

namespace VirtCore.Tool.Demo;

/// <summary>One line of JSON a run, and nothing else on that output.</summary>
internal sealed class JsonView(TextWriter output, TextWriter errors) : IDemoView
{
    public void Say(string what) => errors.WriteLine($"virtcore: {what}");

    public void StartRun(DemoRunTitle title, TickLog ticks) => Say(title.ToString());

    public void StartMigration(DemoStage stage, string from, string to)
    {
    }

    public void Progress(DemoStage stage, MigrationProgress progress)
    {
    }

    public void Moved(MovedReport report) => Say(Texts.Moved(report));

    public void Killed(ControllerLine last, TimeSpan targetGone) => Say(Texts.Killed(last, targetGone));

    public void Recovered(string host, string finding)
    {
    }

    public void EndRun(DemoOutcome outcome, IReadOnlyList<ProcessEntry> leftovers)
    {
        output.WriteLine(JsonSerializer.Serialize(outcome.Report, DemoJson.Default.DemoReport));
        output.Flush();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
