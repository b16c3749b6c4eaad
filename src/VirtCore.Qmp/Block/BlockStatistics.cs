using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>One device of <c>query-blockstats</c> (<c>BlockStats</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct BlockStatistics : IQmpObject<BlockStatistics>
{
    /// <summary>The name of its back end.</summary>
    public string? Device { get; init; }

    /// <summary>The id or path of the guest device.</summary>
    public string? QdevId { get; init; }

    /// <summary>Its node.</summary>
    public string? NodeName { get; init; }

    /// <summary>What it has done.</summary>
    public BlockCounters Counters { get; init; }

    static JsonMembers IQmpObject<BlockStatistics>.Members { get; } = new JsonMembers("device", "qdev", "node-name")
        .With<BlockCounters>("stats");

    static void IQmpObject<BlockStatistics>.Read(ref BlockStatistics value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Device = QmpStrings.Read(ref reader) },
        1 => value with { QdevId = QmpStrings.Read(ref reader) },
        2 => value with { NodeName = QmpStrings.Read(ref reader) },
        3 => value with { Counters = QmpObject.Read<BlockCounters>(ref reader) },
        _ => value,
    };
}
