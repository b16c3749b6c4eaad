using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A guest's network interface.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-ga-ref.html">guest agent reference</see>.</remarks>
public readonly record struct GuestNetworkInterface : IQmpObject<GuestNetworkInterface>
{
    /// <summary>Its name.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>Its hardware address, or null.</summary>
    public string? HardwareAddress { get; init; }

    /// <summary>Its addresses.</summary>
    public IReadOnlyList<GuestAddress> Addresses { get => field ?? []; init; }

    /// <summary>What it has done, or null.</summary>
    public GuestNetworkStatistics? Statistics { get; init; }

    static JsonMembers IQmpObject<GuestNetworkInterface>.Members { get; } = new JsonMembers("name", "hardware-address")
        .With<GuestAddress>("ip-addresses")
        .With<GuestNetworkStatistics>("statistics");

    static void IQmpObject<GuestNetworkInterface>.Read(ref GuestNetworkInterface value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Name = QmpStrings.Read(ref reader) },
        1 => value with { HardwareAddress = QmpStrings.Read(ref reader) },
        2 => value with { Addresses = QmpObject.ReadList<GuestAddress>(ref reader) },
        3 => value with { Statistics = QmpObject.Read<GuestNetworkStatistics>(ref reader) },
        _ => value,
    };
}
