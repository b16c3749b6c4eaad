using System.Globalization;

namespace VirtCore.Bench;

/// <summary>What a figure may be at most.</summary>
/// <param name="Measure">Which of the figure's values is limited.</param>
/// <param name="AtMost">The limit, in the figure's unit where it has one.</param>
internal sealed record Limit(LimitedMeasure Measure, double AtMost)
{
    public bool Holds(Figure figure) => Measure switch
    {
        LimitedMeasure.Ratio => figure.Ratio,
        LimitedMeasure.Difference => figure.Difference,
        _ => figure.Median,
    } <= AtMost;

    public string Describe(Figure figure)
    {
        string limited = Measure switch
        {
            LimitedMeasure.Ratio => "ratio",
            LimitedMeasure.Difference => "difference",
            _ => "median",
        };
        string unit = Measure == LimitedMeasure.Ratio ? "" : $" {figure.Unit}";
        return string.Create(CultureInfo.InvariantCulture, $"{limited} <= {AtMost:0.##}{unit}: {(Holds(figure) ? "held" : "missed")}");
    }
}
