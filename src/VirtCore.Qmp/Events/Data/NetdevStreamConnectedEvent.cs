using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A stream network back end is connected. QEMU: <c>NETDEV_STREAM_CONNECTED</c>, since 7.2.</summary>
public readonly record struct NetdevStreamConnectedEvent : IQmpEventData<NetdevStreamConnectedEvent>
{
    /// <summary>Its id.</summary>
    public string Id { get => field ?? ""; init; }

    static string IQmpEventData<NetdevStreamConnectedEvent>.EventName => QmpEvents.NetdevStreamConnected;

    static JsonMembers IQmpObject<NetdevStreamConnectedEvent>.Members { get; } = new("netdev-id");

    static void IQmpObject<NetdevStreamConnectedEvent>.Read(ref NetdevStreamConnectedEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
