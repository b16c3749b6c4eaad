using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A vhost-user network back end is connected. QEMU: <c>NETDEV_VHOST_USER_CONNECTED</c>.</summary>
public readonly record struct NetdevVhostUserConnectedEvent : IQmpEventData<NetdevVhostUserConnectedEvent>
{
    /// <summary>Its id.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Its character device.</summary>
    public string ChardevId { get => field ?? ""; init; }

    static string IQmpEventData<NetdevVhostUserConnectedEvent>.EventName => QmpEvents.NetdevVhostUserConnected;

    static JsonMembers IQmpObject<NetdevVhostUserConnectedEvent>.Members { get; } = new("netdev-id", "chardev-id");

    static void IQmpObject<NetdevVhostUserConnectedEvent>.Read(ref NetdevVhostUserConnectedEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        1 => value with { ChardevId = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
