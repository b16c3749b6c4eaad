using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The guest's memory changed by its balloon. QEMU: <c>BALLOON_CHANGE</c>, since 1.2.</summary>
public readonly record struct BalloonChangeEvent : IQmpEventData<BalloonChangeEvent>
{
    /// <summary>What the guest has now, in bytes.</summary>
    public long ActualBytes { get; init; }

    static string IQmpEventData<BalloonChangeEvent>.EventName => QmpEvents.BalloonChange;

    static JsonMembers IQmpObject<BalloonChangeEvent>.Members { get; } = new("actual");

    static void IQmpObject<BalloonChangeEvent>.Read(ref BalloonChangeEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { ActualBytes = QmpObject.ReadSize(ref reader) },
        _ => value,
    };
}
