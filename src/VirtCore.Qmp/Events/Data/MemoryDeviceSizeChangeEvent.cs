using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A memory device changed its size. QEMU: <c>MEMORY_DEVICE_SIZE_CHANGE</c>, since 5.1.</summary>
public readonly record struct MemoryDeviceSizeChangeEvent : IQmpEventData<MemoryDeviceSizeChangeEvent>
{
    /// <summary>Its id, or null.</summary>
    public string? Id { get; init; }

    /// <summary>Its size now.</summary>
    public long SizeBytes { get; init; }

    /// <summary>Its path.</summary>
    public string QomPath { get => field ?? ""; init; }

    static string IQmpEventData<MemoryDeviceSizeChangeEvent>.EventName => QmpEvents.MemoryDeviceSizeChange;

    static JsonMembers IQmpObject<MemoryDeviceSizeChangeEvent>.Members { get; } = new("id", "size", "qom-path");

    static void IQmpObject<MemoryDeviceSizeChangeEvent>.Read(ref MemoryDeviceSizeChangeEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        1 => value with { SizeBytes = QmpObject.ReadSize(ref reader) },
        2 => value with { QomPath = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
