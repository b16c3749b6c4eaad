using System.Globalization;
using System.Text;

namespace VirtCore.Bench;

/// <summary>Figures as a table for people: Markdown that also reads as plain text.</summary>
internal static class FigureTable
{
    private static readonly string[] s_columns =
        ["figure", "unit", "median", "p95", "floor", "ratio", "difference", "allocated B", "runs", "limit"];

    public static string Format(IReadOnlyList<Figure> figures)
    {
        List<string[]> rows = [s_columns, .. figures.Select(CellsOf)];
        int[] widths = [.. Enumerable.Range(0, s_columns.Length).Select(column => rows.Max(row => row[column].Length))];
        StringBuilder text = new();
        AppendRow(text, rows[0], widths);
        text.Append('|').AppendJoin('|', widths.Select(static width => new string('-', width + 2))).Append("|\n");
        foreach (string[] row in rows.Skip(1))
            AppendRow(text, row, widths);
        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, string[] cells, int[] widths) =>
        text.Append("| ").AppendJoin(" | ", cells.Select((cell, column) => cell.PadRight(widths[column]))).Append(" |\n");

    private static string[] CellsOf(Figure figure) =>
    [
        figure.Name,
        figure.Unit,
        Number(figure.Median),
        Number(figure.P95),
        $"{Number(figure.FloorMedian)} {figure.Floor}".Trim(),
        Number(figure.Ratio),
        Number(figure.Difference),
        figure.AllocatedBytes?.ToString(CultureInfo.InvariantCulture) ?? "",
        figure.Runs.ToString(CultureInfo.InvariantCulture),
        figure.Limit?.Describe(figure) ?? "",
    ];

    private static string Number(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "";
}
