using System.Globalization;

namespace VirtCore.Host;

/// <summary>When a disk is taken to be saturated, so that weights begin to count: a line of <c>io.cost.qos</c> at the root (Linux 5.4).</summary>
/// <remarks>With <see cref="CgroupIoCostControl.Auto"/> the kernel takes no values but <see cref="Enabled"/>, and reads back its own.</remarks>
public readonly record struct CgroupIoCostQos
{
    /// <summary><c>enable</c>: whether weights are enforced on this disk at all.</summary>
    public bool Enabled { get; init; }

    /// <summary><c>ctrl</c>.</summary>
    public CgroupIoCostControl Control { get; init; }

    /// <summary><c>rpct</c>: which percentile of the read latencies is looked at, in per cent with two decimals; 0 for none.</summary>
    public decimal ReadPercentile { get; init; }

    /// <summary><c>rlat</c>: what that latency may be. Whole microseconds.</summary>
    public TimeSpan ReadLatency { get; init; }

    /// <summary><c>wpct</c>: which percentile of the write latencies is looked at.</summary>
    public decimal WritePercentile { get; init; }

    /// <summary><c>wlat</c>: what that latency may be. Whole microseconds.</summary>
    public TimeSpan WriteLatency { get; init; }

    /// <summary><c>min</c>: how slow the disk may be driven, in per cent of the model, from 1.</summary>
    public decimal MinPercent { get; init; }

    /// <summary><c>max</c>: how fast the disk may be driven, in per cent of the model, to 10,000.</summary>
    public decimal MaxPercent { get; init; }

    /// <summary>As the kernel takes it.</summary>
    public override string ToString()
    {
        string head = $"enable={(Enabled ? 1 : 0)} ctrl={(Control == CgroupIoCostControl.Auto ? "auto" : "user")}";
        return Control == CgroupIoCostControl.Auto
            ? head
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{head} rpct={ReadPercentile:0.00} rlat={KernelTime.ToMicroseconds(ReadLatency)} wpct={WritePercentile:0.00} wlat={KernelTime.ToMicroseconds(WriteLatency)} min={MinPercent:0.00} max={MaxPercent:0.00}");
    }

    internal static bool TryTake(ref DeviceLine line, out CgroupIoCostQos qos)
    {
        qos = default;
        while (line.TryTakeKey(out ReadOnlySpan<byte> key))
        {
            if (key.SequenceEqual("enable"u8) && line.TryTakeNumber(out long value))
                qos = qos with { Enabled = value != 0 };
            else if (key.SequenceEqual("ctrl"u8) && line.TryTakeWord(out ReadOnlySpan<byte> word))
                qos = qos with { Control = word.SequenceEqual("user"u8) ? CgroupIoCostControl.User : CgroupIoCostControl.Auto };
            else if (key.SequenceEqual("rpct"u8) && line.TryTakeHundredths(out value))
                qos = qos with { ReadPercentile = value / 100m };
            else if (key.SequenceEqual("rlat"u8) && line.TryTakeNumber(out value))
                qos = qos with { ReadLatency = KernelTime.FromMicroseconds(value) };
            else if (key.SequenceEqual("wpct"u8) && line.TryTakeHundredths(out value))
                qos = qos with { WritePercentile = value / 100m };
            else if (key.SequenceEqual("wlat"u8) && line.TryTakeNumber(out value))
                qos = qos with { WriteLatency = KernelTime.FromMicroseconds(value) };
            else if (key.SequenceEqual("min"u8) && line.TryTakeHundredths(out value))
                qos = qos with { MinPercent = value / 100m };
            else if (key.SequenceEqual("max"u8) && line.TryTakeHundredths(out value))
                qos = qos with { MaxPercent = value / 100m };
        }

        return line.TryTakeEnd();
    }
}
