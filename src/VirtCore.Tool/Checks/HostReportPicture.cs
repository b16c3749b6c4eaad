using Spectre.Console;
using Spectre.Console.Rendering;
using VirtCore.Host;

namespace VirtCore.Tool.Checks;

/// <summary>A report for people at a terminal: area by area, aligned, with what mends a thing below it.</summary>
internal static class HostReportPicture
{
    public static IRenderable Of(HostReport report, bool unicode)
    {
        int titleWidth = report.Checks.Max(static check => check.Title.Length);
        var rows = new List<IRenderable>();
        foreach (IGrouping<HostArea, HostCheck> area in report.Checks.GroupBy(static check => check.Area))
        {
            rows.Add(new Text(""));
            rows.Add(new Markup($"[bold]{HostReportTexts.Name(area.Key)}[/]"));
            rows.Add(Table(area, titleWidth, unicode));
        }

        rows.Add(new Text(""));
        rows.Add(new Markup(string.Join("[grey],[/] ", HostReportTexts.Counts(report).Select(static count => $"[{ColorOf(count.Status)}]{count.Text}[/]"))));
        return new Rows(rows);
    }

    private static Grid Table(IEnumerable<HostCheck> checks, int titleWidth, bool unicode)
    {
        Grid grid = new Grid()
            .AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(1))
            .AddColumn(new GridColumn().Width(titleWidth).NoWrap().PadLeft(0).PadRight(1))
            .AddColumn(new GridColumn().PadLeft(0).PadRight(0));
        foreach (HostCheck check in checks)
        {
            string color = ColorOf(check.Status);
            grid.AddRow(
                new Markup($"[{color}]{SignOf(check.Status, unicode)}[/]"),
                new Markup(Markup.Escape(check.Title), HostReportTexts.Hurts(check) ? new Style(decoration: Decoration.Bold) : Style.Plain),
                new Text(check.Finding, check.Status == HostStatus.Pass ? Style.Plain : new Style(Color.FromName(color))));
            if (!HostReportTexts.Hurts(check))
                continue;
            grid.AddRow(new Text(""), new Text(""), new Text(check.Why, new Style(Color.Grey)));
            if (check.Remedy is { } remedy)
                grid.AddRow(new Text(""), new Text(""), new Markup($"[grey]{(unicode ? "→" : "->")}[/] [cyan]{Markup.Escape(remedy)}[/]"));
        }

        return grid;
    }

    private static string SignOf(HostStatus status, bool unicode) => status switch
    {
        HostStatus.Pass => unicode ? "✓" : "+",
        HostStatus.Info => "i",
        HostStatus.Unknown => "?",
        HostStatus.Warn => "!",
        _ => unicode ? "✗" : "x",
    };

    private static string ColorOf(HostStatus status) => status switch
    {
        HostStatus.Pass => "green",
        HostStatus.Info => "blue",
        HostStatus.Unknown => "grey",
        HostStatus.Warn => "yellow",
        _ => "red",
    };
}
