using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A stream network back end lost its peer. QEMU: <c>NETDEV_STREAM_DISCONNECTED</c>, since 7.2.</summary>
public readonly record struct NetdevStreamDisconnectedEvent : IQmpEventData<NetdevStreamDisconnectedEvent>
{
    /// <summary>Its id.</summary>
    public string Id { get => field ?? ""; init; }

    static string IQmpEventData<NetdevStreamDisconnectedEvent>.EventName => QmpEvents.NetdevStreamDisconnected;

    static JsonMembers IQmpObject<NetdevStreamDisconnectedEvent>.Members { get; } = new("netdev-id");

    static void IQmpObject<NetdevStreamDisconnectedEvent>.Read(ref NetdevStreamDisconnectedEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
