namespace VirtCore.Kvm;

/// <summary>How a statistic moves.</summary>
public enum KvmStatisticKind : uint
{
    /// <summary>It only grows.</summary>
    Cumulative = 0,

    /// <summary>It goes up and down.</summary>
    Instant = 1,

    /// <summary>The greatest value so far.</summary>
    Peak = 2,

    /// <summary>Buckets of one width.</summary>
    LinearHistogram = 3,

    /// <summary>Buckets of which each is twice as wide as the one before.</summary>
    LogarithmicHistogram = 4,
}
