using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A detached dump is over. QEMU: <c>DUMP_COMPLETED</c>, since 2.6.</summary>
public readonly record struct DumpCompletedEvent : IQmpEventData<DumpCompletedEvent>
{
    /// <summary>Why it failed, or null.</summary>
    public string? Error { get; init; }

    /// <summary>How far it came.</summary>
    public DumpProgress Result { get; init; }

    static string IQmpEventData<DumpCompletedEvent>.EventName => QmpEvents.DumpCompleted;

    static JsonMembers IQmpObject<DumpCompletedEvent>.Members { get; } = new JsonMembers("error")
        .With<DumpProgress>("result");

    static void IQmpObject<DumpCompletedEvent>.Read(ref DumpCompletedEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Error = QmpStrings.Read(ref reader) },
        1 => value with { Result = QmpObject.Read<DumpProgress>(ref reader) },
        _ => value,
    };
}
