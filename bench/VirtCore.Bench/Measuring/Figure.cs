namespace VirtCore.Bench;

/// <summary>What a scenario found: one line of the output. What does not apply is null.</summary>
internal sealed record Figure
{
    public required string Name { get; init; }

    public required string Unit { get; init; }

    public required double Median { get; init; }

    public required double P95 { get; init; }

    /// <summary>What the floor is written in, or who the peer is; or why there is none here.</summary>
    public string? Floor { get; init; }

    public double? FloorMedian { get; init; }

    /// <summary>The median over the pairs of ours / floor.</summary>
    public double? Ratio { get; init; }

    /// <summary>The median over the pairs of ours - floor. For the table alone.</summary>
    public double? Difference { get; init; }

    /// <summary>The median of what a run allocates on the managed heap, in the whole process.</summary>
    public long? AllocatedBytes { get; init; }

    /// <summary>How many runs, or pairs of runs.</summary>
    public required int Runs { get; init; }

    /// <summary>What was promised of it.</summary>
    public Limit? Limit { get; init; }

    public static Figure Of(string name, string unit, Samples samples, Limit? limit = null) => new()
    {
        Name = name,
        Unit = unit,
        Median = samples.Median,
        P95 = samples.P95,
        Runs = samples.Count,
        Limit = limit,
    };

    public static Figure Of(string name, string unit, PairedSamples samples, Samples? allocatedBytes = null, Limit? limit = null) => new()
    {
        Name = name,
        Unit = unit,
        Median = samples.Ours.Median,
        P95 = samples.Ours.P95,
        Floor = "C",
        FloorMedian = samples.Floor.Median,
        Ratio = samples.Ratio,
        Difference = samples.Difference,
        AllocatedBytes = (long?)allocatedBytes?.Median,
        Runs = samples.Count,
        Limit = limit,
    };
}
