using Spectre.Console;
using VirtCore.Migration;

namespace VirtCore.Tool.Demo;

/// <summary>A picture on the terminal that follows what happens. One a run; what is finished stays above.</summary>
internal sealed class LiveView(IAnsiConsole terminal) : IDemoView
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(80);

    private readonly Lock _lock = new();
    private DemoPicture? _picture;
    private TaskCompletionSource _end = new();
    private Task _drawing = Task.CompletedTask;

    public void Say(string what)
    {
        lock (_lock)
        {
            if (_picture is null)
                terminal.MarkupLineInterpolated($"[grey]{what}[/]");
            else
                _picture.Doing = what;
        }
    }

    public void StartRun(DemoRunTitle title, TickLog ticks)
    {
        lock (_lock)
        {
            _picture = new DemoPicture(title, ticks, terminal.Profile.Capabilities.Unicode);
            _end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _drawing = DrawAsync(_picture, _end.Task);
        }
    }

    public void StartMigration(DemoStage stage, string from, string to) => Change(picture =>
    {
        picture.Doing = "";
        picture.Migrations[stage] = new MigrationPicture(stage == DemoStage.Move
            ? $"live migration, host {from} to host {to}"
            : $"back, host {from} to host {to}, by a controller in a process of its own");
    });

    public void Progress(DemoStage stage, MigrationProgress progress) => Change(picture => picture.Migrations[stage].Add(progress));

    public void Moved(MovedReport report) => Change(picture =>
    {
        picture.Migrations[DemoStage.Move].Times = report.Phases;
        picture.Migrations[DemoStage.Move].Findings.Add(Texts.Moved(report));
    });

    public void Killed(ControllerLine last, TimeSpan targetGone) => Change(picture =>
    {
        picture.Migrations[DemoStage.Autokill].Killed = true;
        picture.Migrations[DemoStage.Autokill].Findings.Add(Texts.Killed(last, targetGone));
    });

    public void Recovered(string host, string finding) =>
        Change(picture => picture.Migrations[DemoStage.Autokill].Findings.Add($"host {host}: {finding}"));

    public void EndRun(DemoOutcome outcome, IReadOnlyList<ProcessEntry> leftovers)
    {
        Change(picture =>
        {
            picture.Doing = "";
            picture.Migrations[DemoStage.Autokill].Findings.Add(Texts.Source(outcome));
            picture.Migrations[DemoStage.Autokill].Findings.Add(Texts.Processes(leftovers));
            picture.Held = outcome.Broken.Count == 0;
        });
        End();
    }

    public ValueTask DisposeAsync()
    {
        End();
        return ValueTask.CompletedTask;
    }

    private void Change(Action<DemoPicture> change)
    {
        lock (_lock)
        {
            if (_picture is { } picture)
                change(picture);
        }
    }

    private void End()
    {
        _end.TrySetResult();
        _drawing.GetAwaiter().GetResult();
        lock (_lock)
            _picture = null;
    }

    private Task DrawAsync(DemoPicture picture, Task end) => Task.Run(() => terminal.Live(Render(picture)).StartAsync(async context =>
    {
        while (!end.IsCompleted)
        {
            await Task.WhenAny(end, Task.Delay(s_interval)).ConfigureAwait(false);
            context.UpdateTarget(Render(picture));
        }
    }));

    private Spectre.Console.Rendering.IRenderable Render(DemoPicture picture)
    {
        lock (_lock)
            return picture.Render();
    }
}
