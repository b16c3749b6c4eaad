namespace VirtCore.Bench;

/// <summary>
/// Ours and the floor's values, measured in turn. What is said of both together is the median over the pairs: the machine may become
/// slower or faster during a run, but hardly between the two halves of a pair.
/// </summary>
internal sealed class PairedSamples
{
    public Samples Ours { get; } = new();

    public Samples Floor { get; } = new();

    public int Count => Ours.Count;

    /// <summary>The median of ours divided by the floor's.</summary>
    public double Ratio => OverPairs(static (ours, floor) => ours / floor).Median;

    /// <summary>The median of ours less the floor's.</summary>
    public double Difference => OverPairs(static (ours, floor) => ours - floor).Median;

    public void Add(double ours, double floor)
    {
        Ours.Add(ours);
        Floor.Add(floor);
    }

    private Samples OverPairs(Func<double, double, double> combine) =>
        new(Enumerable.Range(0, Count).Select(i => combine(Ours[i], Floor[i])));
}
