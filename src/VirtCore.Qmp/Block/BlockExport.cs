using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>One export (<c>BlockExportInfo</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct BlockExport : IQmpObject<BlockExport>
{
    /// <summary>Its id.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Its type.</summary>
    public string Type { get => field ?? ""; init; }

    /// <summary>The node.</summary>
    public string NodeName { get => field ?? ""; init; }

    /// <summary>Whether it is about to go.</summary>
    public bool ShuttingDown { get; init; }

    static JsonMembers IQmpObject<BlockExport>.Members { get; } = new("id", "type", "node-name", "shutting-down");

    static void IQmpObject<BlockExport>.Read(ref BlockExport value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        1 => value with { Type = QmpStrings.Read(ref reader) },
        2 => value with { NodeName = QmpStrings.Read(ref reader) },
        3 => value with { ShuttingDown = reader.GetBoolean() },
        _ => value,
    };
}
