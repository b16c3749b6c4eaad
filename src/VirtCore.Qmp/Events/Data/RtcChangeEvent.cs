using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The guest set its clock. QEMU: <c>RTC_CHANGE</c>, since 0.13.</summary>
public readonly record struct RtcChangeEvent : IQmpEventData<RtcChangeEvent>
{
    /// <summary>Its offset from the host's, in seconds.</summary>
    public long OffsetSeconds { get; init; }

    /// <summary>The clock; empty before QEMU 7.0.</summary>
    public string QomPath { get => field ?? ""; init; }

    static string IQmpEventData<RtcChangeEvent>.EventName => QmpEvents.RtcChange;

    static JsonMembers IQmpObject<RtcChangeEvent>.Members { get; } = new JsonMembers("offset")
        .Since(7, 0, "qom-path");

    static void IQmpObject<RtcChangeEvent>.Read(ref RtcChangeEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { OffsetSeconds = reader.GetInt64() },
        1 => value with { QomPath = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
