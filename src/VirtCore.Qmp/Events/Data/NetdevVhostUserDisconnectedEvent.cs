using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A vhost-user network back end lost its peer. QEMU: <c>NETDEV_VHOST_USER_DISCONNECTED</c>.</summary>
public readonly record struct NetdevVhostUserDisconnectedEvent : IQmpEventData<NetdevVhostUserDisconnectedEvent>
{
    /// <summary>Its id.</summary>
    public string Id { get => field ?? ""; init; }

    static string IQmpEventData<NetdevVhostUserDisconnectedEvent>.EventName => QmpEvents.NetdevVhostUserDisconnected;

    static JsonMembers IQmpObject<NetdevVhostUserDisconnectedEvent>.Members { get; } = new("netdev-id");

    static void IQmpObject<NetdevVhostUserDisconnectedEvent>.Read(ref NetdevVhostUserDisconnectedEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
