using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>One guest device of <c>query-block</c> (<c>BlockInfo</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct BlockDevice : IQmpObject<BlockDevice>
{
    /// <summary>The name of its back end; empty where it has none.</summary>
    public string Device { get => field ?? ""; init; }

    /// <summary>The id or path of the guest device.</summary>
    public string? QdevId { get; init; }

    /// <summary>Whether its medium can be taken out.</summary>
    public bool Removable { get; init; }

    /// <summary>Whether the guest has locked the tray.</summary>
    public bool Locked { get; init; }

    /// <summary>Whether the tray is open; null where there is none.</summary>
    public bool? TrayOpen { get; init; }

    /// <summary><c>ok</c>, <c>failed</c>, <c>nospace</c>; null where QEMU does not watch it.</summary>
    public string? IoStatus { get; init; }

    /// <summary>The medium, or null.</summary>
    public BlockNode? Inserted { get; init; }

    static JsonMembers IQmpObject<BlockDevice>.Members { get; } = new JsonMembers("device", "qdev", "removable", "locked", "tray_open", "io-status")
        .With<BlockNode>("inserted");

    static void IQmpObject<BlockDevice>.Read(ref BlockDevice value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Device = QmpStrings.Read(ref reader) },
        1 => value with { QdevId = QmpStrings.Read(ref reader) },
        2 => value with { Removable = reader.GetBoolean() },
        3 => value with { Locked = reader.GetBoolean() },
        4 => value with { TrayOpen = reader.GetBoolean() },
        5 => value with { IoStatus = QmpStrings.Read(ref reader) },
        6 => value with { Inserted = QmpObject.Read<BlockNode>(ref reader) },
        _ => value,
    };
}
