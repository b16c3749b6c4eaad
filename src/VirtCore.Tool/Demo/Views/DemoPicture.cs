using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using VirtCore.Migration;

namespace VirtCore.Tool.Demo;

/// <summary>The live picture of one run. Not thread-safe: the view guards it.</summary>
internal sealed class DemoPicture(DemoRunTitle title, TickLog ticks, bool unicode)
{
    private const int BarWidth = 40;
    private readonly string _done = unicode ? "✓" : "+";
    private readonly string _current = unicode ? "▸" : ">";
    private readonly string _killed = unicode ? "✗" : "x";

    /// <summary>What is being done, or an empty text.</summary>
    public string Doing { get; set; } = "";

    public SortedDictionary<DemoStage, MigrationPicture> Migrations { get; } = [];

    /// <summary>Whether everything held; null before the end.</summary>
    public bool? Held { get; set; }

    public IRenderable Render()
    {
        List<IRenderable> rows = [Markup.FromInterpolated($"[bold]VirtCore demo[/], {title.ToString()}"), Guest()];
        foreach (MigrationPicture migration in Migrations.Values)
            rows.Add(Render(migration));
        rows.Add(Held switch
        {
            true => new Markup("[green]all of it held[/]"),
            false => new Markup("[red]not all of it held[/]"),
            _ => Markup.FromInterpolated($"[grey]{Doing}[/]"),
        });
        return new Rows(rows);
    }

    private Markup Guest() => Held is not null
        ? new Markup("")
        : ticks.Last is { } last
            ? Markup.FromInterpolated($"guest: [aqua]tick {last.Number}[/]")
            : new Markup("guest: [grey]boots[/]");

    private Panel Render(MigrationPicture migration)
    {
        var phases = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (MigrationPhase phase in Texts.Phases)
            phases.AddColumn(new TableColumn(Name(migration, phase)) { Width = 13 });
        phases.AddRow([.. Texts.Phases.Select(p => (IRenderable)new Text(migration.Milliseconds(p) is { } ms ? "  " + Texts.Ms(ms) : ""))]);

        List<IRenderable> rows = [phases, Bar(migration)];
        if (migration.Stream is { } stream)
            rows.Add(new Text(Describe(stream, migration.Times is not null || migration.Killed)));
        rows.AddRange(migration.Findings.Select(static f => new Text(f)));
        return new Panel(new Rows(rows))
        {
            Header = new PanelHeader(Markup.Escape(migration.Title)),
            Border = unicode ? BoxBorder.Rounded : BoxBorder.Ascii,
            Expand = true,
        };
    }

    private Markup Name(MigrationPicture migration, MigrationPhase phase)
    {
        string name = Texts.Phase(phase);
        if (migration.IsDone(phase))
            return Markup.FromInterpolated($"[green]{_done} {name}[/]");
        if (migration.IsCurrent(phase))
            return migration.Killed ? Markup.FromInterpolated($"[red]{_killed} {name}[/]") : Markup.FromInterpolated($"[yellow]{_current} {name}[/]");
        return Markup.FromInterpolated($"[grey]  {name}[/]");
    }

    private Markup Bar(MigrationPicture migration)
    {
        int full = (int)Math.Round(migration.Fraction * BarWidth);
        string done = new(unicode ? '━' : '=', full);
        string rest = new(unicode ? '─' : '-', BarWidth - full);
        string color = migration.Killed ? "red" : "green";
        return new Markup(string.Create(CultureInfo.InvariantCulture, $"[{color}]{done}[/][grey]{rest}[/] {migration.Fraction,4:0 %}"));
    }

    private static string Describe(MigrationProgress stream, bool ended)
    {
        string sent = $"{Texts.Bytes(stream.TransferredBytes)} sent in {stream.Passes} {(stream.Passes == 1 ? "pass" : "passes")}";
        string rate = $"{Texts.Bytes(stream.BytesPerSecond)}/s";
        string dirty = stream.DirtyBytesPerSecond > 0 ? $", the guest dirties {Texts.Bytes(stream.DirtyBytesPerSecond)}/s" : ""; // known from the second pass on
        string left = !ended && stream.TimeLeft is { } time ? string.Create(CultureInfo.InvariantCulture, $", {time.TotalSeconds:0.0} s left") : "";
        return $"{sent}, {Texts.Bytes(stream.RemainingBytes)} left, {rate}{dirty}{left}";
    }
}
