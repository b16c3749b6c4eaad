namespace VirtCore.Bench;

/// <summary>Measured values of one kind, in the order in which they came.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];

    public Samples()
    {
    }

    public Samples(IEnumerable<double> values) => _values.AddRange(values);

    public int Count => _values.Count;

    public double Median => Percentile(50);

    public double P95 => Percentile(95);

    public double Maximum => Percentile(100);

    public double this[int index] => _values[index];

    public void Add(double value) => _values.Add(value);

    /// <summary>The value below which so many per cent of the samples lie, interpolated between neighbours.</summary>
    /// <exception cref="InvalidOperationException">There are no samples.</exception>
    public double Percentile(double percent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        if (_values.Count == 0)
            throw new InvalidOperationException("There are no samples.");
        double[] sorted = [.. _values.Order()];
        double position = percent / 100 * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
