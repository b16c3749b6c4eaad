using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The answer of <c>query-dirty-rate</c>.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct DirtyRate : IQmpObject<DirtyRate>
{
    /// <summary>Whether there is a result.</summary>
    public DirtyRateStatus Status { get; init; }

    /// <summary>MiB each second; null before the end.</summary>
    public long? MebibytesPerSecond { get; init; }

    /// <summary>When it began, in seconds of the host's monotonic clock.</summary>
    public long StartTimeSeconds { get; init; }

    /// <summary>How long it measures.</summary>
    public long CalculationSeconds { get; init; }

    /// <summary>Sample pages a GiB.</summary>
    public long SamplePages { get; init; }

    /// <summary>How it measures.</summary>
    public DirtyRateMode Mode { get; init; }

    /// <summary>By vCPU, where it measures by the dirty ring.</summary>
    public IReadOnlyList<VcpuDirtyRate>? Vcpus { get; init; }

    static JsonMembers IQmpObject<DirtyRate>.Members { get; } = new JsonMembers("status", "dirty-rate", "start-time", "calc-time", "sample-pages", "mode")
        .With<VcpuDirtyRate>("vcpu-dirty-rate");

    static void IQmpObject<DirtyRate>.Read(ref DirtyRate value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Status = WireNames.DirtyRateStatus.Read(ref reader, out _) },
        1 => value with { MebibytesPerSecond = reader.GetInt64() },
        2 => value with { StartTimeSeconds = reader.GetInt64() },
        3 => value with { CalculationSeconds = reader.GetInt64() },
        4 => value with { SamplePages = reader.GetInt64() },
        5 => value with { Mode = WireNames.DirtyRateMode.Read(ref reader, out _) },
        6 => value with { Vcpus = QmpObject.ReadList<VcpuDirtyRate>(ref reader) },
        _ => value,
    };
}
