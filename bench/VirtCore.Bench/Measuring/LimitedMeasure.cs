namespace VirtCore.Bench;

/// <summary>Which value of a <see cref="Figure"/> a <see cref="Limit"/> is about.</summary>
internal enum LimitedMeasure
{
    Median,
    Ratio,
    Difference,
}
