using VirtCore.Bench;
using Xunit;

namespace VirtCore.Tests.Bench;

public sealed class FigureTests
{
    private static readonly Figure s_whole = new()
    {
        Name = "start",
        Unit = "ms",
        Median = 31.123456,
        P95 = 40,
        Floor = "C",
        FloorMedian = 30,
        Ratio = 1.05,
        Difference = 1.2,
        AllocatedBytes = 1234,
        Runs = 40,
        Limit = new Limit(LimitedMeasure.Ratio, 1.10),
    };

    [Fact]
    public void A_figure_is_one_line_of_json_with_the_documented_keys() =>
        Assert.Equal(
            """{"name":"start","unit":"ms","median":31.1235,"p95":40,"floor":"C","floorMedian":30,"ratio":1.05,"allocatedBytes":1234,"runs":40}""",
            FigureJson.Format(s_whole));

    [Fact]
    public void Keys_that_do_not_apply_are_left_out() =>
        Assert.Equal(
            """{"name":"guard-memory","unit":"KiB","median":52,"p95":60,"runs":3}""",
            FigureJson.Format(Figure.Of("guard-memory", "KiB", new Samples([44, 52, 60]), limit: null) with { P95 = 60 }));

    [Fact]
    public void A_line_of_the_lab_is_the_figure_again()
    {
        foreach (Figure figure in (Figure[])[s_whole, Figure.Of("guard-memory", "KiB", new Samples([44, 52, 60]))])
            Assert.Equal(FigureJson.Format(figure), FigureJson.Format(FigureJson.Parse(FigureJson.Format(figure))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("bench: no figure")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"name":"start","unit":"ms","median":"3","p95":4,"runs":1}""")]
    public void What_is_no_figure_is_refused(string line) => Assert.Throws<InvalidDataException>(() => FigureJson.Parse(line));

    [Fact]
    public void A_peer_that_is_missing_is_named_with_the_reason()
    {
        Figure alone = Figure.Of("qmp-peers-one", "commands/s", new Samples([5]), limit: null) with { Floor = "python: skipped, no python3 in PATH" };
        Assert.Equal(
            """{"name":"qmp-peers-one","unit":"commands/s","median":5,"p95":5,"floor":"python: skipped, no python3 in PATH","runs":1}""", FigureJson.Format(alone));
        Assert.Contains("| python: skipped, no python3 in PATH |", FigureTable.Format([alone]));
        Assert.Contains("| 30.000 C |", FigureTable.Format([s_whole]));
    }

    [Theory]
    [InlineData(LimitedMeasure.Ratio, 1.10, "ratio <= 1.1: held")]
    [InlineData(LimitedMeasure.Ratio, 1.01, "ratio <= 1.01: missed")]
    [InlineData(LimitedMeasure.Difference, 2, "difference <= 2 ms: held")]
    [InlineData(LimitedMeasure.Median, 31, "median <= 31 ms: missed")]
    internal void A_limit_says_whether_it_held(LimitedMeasure measure, double atMost, string description) =>
        Assert.Equal(description, new Limit(measure, atMost).Describe(s_whole));

    [Fact]
    public void The_table_has_a_row_a_figure_and_columns_of_one_width()
    {
        string[] lines = FigureTable.Format([s_whole, s_whole with { Name = "a-longer-name", Ratio = null }]).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(4, lines.Length);
        Assert.Single(lines.Select(static line => line.Length).Distinct());
        Assert.StartsWith("| a-longer-name |", lines[3]);
    }
}
