using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>An image was found to be damaged. QEMU: <c>BLOCK_IMAGE_CORRUPTED</c>, since 1.7.</summary>
public readonly record struct BlockImageCorruptedEvent : IQmpEventData<BlockImageCorruptedEvent>
{
    /// <summary>The back end's name.</summary>
    public string Device { get => field ?? ""; init; }

    /// <summary>The node.</summary>
    public string? NodeName { get; init; }

    /// <summary>In words.</summary>
    public string Message { get => field ?? ""; init; }

    /// <summary>Where.</summary>
    public long? Offset { get; init; }

    /// <summary>How much.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>Whether the image is of no use any more.</summary>
    public bool Fatal { get; init; }

    static string IQmpEventData<BlockImageCorruptedEvent>.EventName => QmpEvents.BlockImageCorrupted;

    static JsonMembers IQmpObject<BlockImageCorruptedEvent>.Members { get; } = new("device", "node-name", "msg", "offset", "size", "fatal");

    static void IQmpObject<BlockImageCorruptedEvent>.Read(ref BlockImageCorruptedEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Device = QmpStrings.Read(ref reader) },
        1 => value with { NodeName = QmpStrings.Read(ref reader) },
        2 => value with { Message = QmpStrings.Read(ref reader) },
        3 => value with { Offset = QmpObject.ReadSize(ref reader) },
        4 => value with { SizeBytes = QmpObject.ReadSize(ref reader) },
        5 => value with { Fatal = reader.GetBoolean() },
        _ => value,
    };
}
