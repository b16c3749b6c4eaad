using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>An export is gone. QEMU: <c>BLOCK_EXPORT_DELETED</c>, since 5.2.</summary>
public readonly record struct BlockExportDeletedEvent : IQmpEventData<BlockExportDeletedEvent>
{
    /// <summary>Its id.</summary>
    public string Id { get => field ?? ""; init; }

    static string IQmpEventData<BlockExportDeletedEvent>.EventName => QmpEvents.BlockExportDeleted;

    static JsonMembers IQmpObject<BlockExportDeletedEvent>.Members { get; } = new("id");

    static void IQmpObject<BlockExportDeletedEvent>.Read(ref BlockExportDeletedEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
