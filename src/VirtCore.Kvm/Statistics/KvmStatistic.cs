using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>One thing that KVM counts.</summary>
/// <remarks>A value is in <see cref="Unit"/> times <see cref="Base"/> to the power of <see cref="Exponent"/>: seconds with base 10 and exponent -9 are nanoseconds.</remarks>
public sealed class KvmStatistic
{
    private const uint TypeMask = 0xF;
    private const uint UnitMask = 0xF0;
    private const uint BaseMask = 0xF00;

    internal KvmStatistic(string name, in kvm_stats_desc raw)
    {
        Name = name;
        Kind = (KvmStatisticKind)(raw.flags & TypeMask);
        Unit = (KvmStatisticUnit)((raw.flags & UnitMask) >> 4);
        Base = (raw.flags & BaseMask) == 0 ? 10 : 2;
        Exponent = raw.exponent;
        Count = raw.size;
        BucketSize = (int)raw.bucket_size;
        Offset = raw.offset;
    }

    /// <summary>The kernel's name: <c>exits</c>, <c>halt_wait_ns</c>.</summary>
    public string Name { get; }

    /// <summary>How it moves.</summary>
    public KvmStatisticKind Kind { get; }

    /// <summary>What it counts.</summary>
    public KvmStatisticUnit Unit { get; }

    /// <summary>10 or 2.</summary>
    public int Base { get; }

    /// <summary>The power of <see cref="Base"/>.</summary>
    public int Exponent { get; }

    /// <summary>How many values: 1, or the buckets of a histogram.</summary>
    public int Count { get; }

    /// <summary>How wide each bucket of a linear histogram is; 0 otherwise.</summary>
    public int BucketSize { get; }

    internal uint Offset { get; }
}
