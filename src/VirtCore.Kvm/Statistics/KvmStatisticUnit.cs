namespace VirtCore.Kvm;

/// <summary>What a statistic counts.</summary>
public enum KvmStatisticUnit : uint
{
    /// <summary>Events.</summary>
    None = 0,

    /// <summary>Bytes.</summary>
    Bytes = 1,

    /// <summary>Seconds.</summary>
    Seconds = 2,

    /// <summary>Clock cycles.</summary>
    Cycles = 3,

    /// <summary>0 or 1 (Linux 6.0).</summary>
    Boolean = 4,
}
