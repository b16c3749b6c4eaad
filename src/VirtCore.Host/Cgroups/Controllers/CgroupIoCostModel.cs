using System.Globalization;

namespace VirtCore.Host;

/// <summary>What a disk can do, by which the cost of each request is reckoned: a line of <c>io.cost.model</c> at the root (Linux 5.4). The model is the linear one.</summary>
/// <remarks>With <see cref="CgroupIoCostControl.Auto"/> the kernel takes no values, and reads back its own.</remarks>
public readonly record struct CgroupIoCostModel
{
    /// <summary><c>ctrl</c>.</summary>
    public CgroupIoCostControl Control { get; init; }

    /// <summary><c>rbps</c>.</summary>
    public long ReadBytesPerSecond { get; init; }

    /// <summary><c>rseqiops</c>.</summary>
    public long SequentialReadsPerSecond { get; init; }

    /// <summary><c>rrandiops</c>.</summary>
    public long RandomReadsPerSecond { get; init; }

    /// <summary><c>wbps</c>.</summary>
    public long WriteBytesPerSecond { get; init; }

    /// <summary><c>wseqiops</c>.</summary>
    public long SequentialWritesPerSecond { get; init; }

    /// <summary><c>wrandiops</c>.</summary>
    public long RandomWritesPerSecond { get; init; }

    /// <summary>As the kernel takes it.</summary>
    public override string ToString() => Control == CgroupIoCostControl.Auto
        ? "ctrl=auto"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"ctrl=user model=linear rbps={ReadBytesPerSecond} rseqiops={SequentialReadsPerSecond} rrandiops={RandomReadsPerSecond} wbps={WriteBytesPerSecond} wseqiops={SequentialWritesPerSecond} wrandiops={RandomWritesPerSecond}");

    internal static bool TryTake(ref DeviceLine line, out CgroupIoCostModel model)
    {
        model = default;
        while (line.TryTakeKey(out ReadOnlySpan<byte> key))
        {
            if (key.SequenceEqual("ctrl"u8) && line.TryTakeWord(out ReadOnlySpan<byte> word))
                model = model with { Control = word.SequenceEqual("user"u8) ? CgroupIoCostControl.User : CgroupIoCostControl.Auto };
            else if (key.SequenceEqual("rbps"u8) && line.TryTakeNumber(out long value))
                model = model with { ReadBytesPerSecond = value };
            else if (key.SequenceEqual("rseqiops"u8) && line.TryTakeNumber(out value))
                model = model with { SequentialReadsPerSecond = value };
            else if (key.SequenceEqual("rrandiops"u8) && line.TryTakeNumber(out value))
                model = model with { RandomReadsPerSecond = value };
            else if (key.SequenceEqual("wbps"u8) && line.TryTakeNumber(out value))
                model = model with { WriteBytesPerSecond = value };
            else if (key.SequenceEqual("wseqiops"u8) && line.TryTakeNumber(out value))
                model = model with { SequentialWritesPerSecond = value };
            else if (key.SequenceEqual("wrandiops"u8) && line.TryTakeNumber(out value))
                model = model with { RandomWritesPerSecond = value };
        }

        return line.TryTakeEnd();
    }
}
