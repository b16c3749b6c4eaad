using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A place for vCPUs (<c>HotpluggableCPU</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct HotpluggableCpu : IQmpObject<HotpluggableCpu>
{
    /// <summary>The type to plug in there.</summary>
    public string Type { get => field ?? ""; init; }

    /// <summary>How many vCPUs it holds.</summary>
    public int VcpuCount { get; init; }

    /// <summary>What is plugged in, or null.</summary>
    public string? QomPath { get; init; }

    /// <summary>Where it is.</summary>
    public CpuPlace Place { get; init; }

    static JsonMembers IQmpObject<HotpluggableCpu>.Members { get; } = new JsonMembers("type", "vcpus-count", "qom-path")
        .With<CpuPlace>("props");

    static void IQmpObject<HotpluggableCpu>.Read(ref HotpluggableCpu value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Type = QmpStrings.Read(ref reader) },
        1 => value with { VcpuCount = reader.GetInt32() },
        2 => value with { QomPath = QmpStrings.Read(ref reader) },
        3 => value with { Place = QmpObject.Read<CpuPlace>(ref reader) },
        _ => value,
    };
}
