namespace VirtCore.Host;

/// <summary>How much a cgroup may do on one disk: a line of <c>io.max</c>. What is left out is <c>max</c>.</summary>
/// <param name="ReadBytesPerSecond"><c>rbps</c>.</param>
/// <param name="WriteBytesPerSecond"><c>wbps</c>.</param>
/// <param name="ReadOperationsPerSecond"><c>riops</c>.</param>
/// <param name="WriteOperationsPerSecond"><c>wiops</c>.</param>
public readonly record struct CgroupIoMax(
    CgroupLimit ReadBytesPerSecond, CgroupLimit WriteBytesPerSecond, CgroupLimit ReadOperationsPerSecond, CgroupLimit WriteOperationsPerSecond)
{
    /// <summary>No limit.</summary>
    public static CgroupIoMax Max => default;

    /// <summary>As the kernel writes it: <c>rbps=max wbps=1048576 riops=max wiops=max</c>.</summary>
    public override string ToString() =>
        $"rbps={ReadBytesPerSecond} wbps={WriteBytesPerSecond} riops={ReadOperationsPerSecond} wiops={WriteOperationsPerSecond}";

    internal static bool TryTake(ref DeviceLine line, out CgroupIoMax max)
    {
        max = default;
        while (line.TryTakeKey(out ReadOnlySpan<byte> key))
        {
            if (key.SequenceEqual("rbps"u8) && line.TryTakeLimit(out CgroupLimit limit))
                max = max with { ReadBytesPerSecond = limit };
            else if (key.SequenceEqual("wbps"u8) && line.TryTakeLimit(out limit))
                max = max with { WriteBytesPerSecond = limit };
            else if (key.SequenceEqual("riops"u8) && line.TryTakeLimit(out limit))
                max = max with { ReadOperationsPerSecond = limit };
            else if (key.SequenceEqual("wiops"u8) && line.TryTakeLimit(out limit))
                max = max with { WriteOperationsPerSecond = limit };
        }

        return line.TryTakeEnd();
    }
}
