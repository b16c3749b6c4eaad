using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>What a guest's network device lets in (<c>RxFilterInfo</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct RxFilter : IQmpObject<RxFilter>
{
    /// <summary>The device.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>Whether it lets everything in.</summary>
    public bool Promiscuous { get; init; }

    /// <summary><c>normal</c>, <c>none</c>, <c>all</c>.</summary>
    public string Multicast { get => field ?? ""; init; }

    /// <summary><c>normal</c>, <c>none</c>, <c>all</c>.</summary>
    public string Unicast { get => field ?? ""; init; }

    /// <summary><c>normal</c>, <c>none</c>, <c>all</c>.</summary>
    public string Vlan { get => field ?? ""; init; }

    /// <summary>Whether it lets broadcasts in.</summary>
    public bool BroadcastAllowed { get; init; }

    /// <summary>Whether there are more addresses than it can hold.</summary>
    public bool MulticastOverflow { get; init; }

    /// <summary>Whether there are more addresses than it can hold.</summary>
    public bool UnicastOverflow { get; init; }

    /// <summary>Its own address.</summary>
    public string MainMac { get => field ?? ""; init; }

    /// <summary>VLANs it lets in.</summary>
    public IReadOnlyList<long> VlanTable { get => field ?? []; init; }

    /// <summary>Addresses it lets in.</summary>
    public IReadOnlyList<string> UnicastTable { get => field ?? []; init; }

    /// <summary>Addresses it lets in.</summary>
    public IReadOnlyList<string> MulticastTable { get => field ?? []; init; }

    static JsonMembers IQmpObject<RxFilter>.Members { get; } = new("name", "promiscuous", "multicast", "unicast", "vlan", "broadcast-allowed", "multicast-overflow", "unicast-overflow",
            "main-mac", "vlan-table", "unicast-table", "multicast-table");

    static void IQmpObject<RxFilter>.Read(ref RxFilter value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Name = QmpStrings.Read(ref reader) },
        1 => value with { Promiscuous = reader.GetBoolean() },
        2 => value with { Multicast = QmpStrings.Read(ref reader) },
        3 => value with { Unicast = QmpStrings.Read(ref reader) },
        4 => value with { Vlan = QmpStrings.Read(ref reader) },
        5 => value with { BroadcastAllowed = reader.GetBoolean() },
        6 => value with { MulticastOverflow = reader.GetBoolean() },
        7 => value with { UnicastOverflow = reader.GetBoolean() },
        8 => value with { MainMac = QmpStrings.Read(ref reader) },
        9 => value with { VlanTable = QmpObject.ReadIntegers(ref reader) },
        10 => value with { UnicastTable = QmpObject.ReadStrings(ref reader) },
        11 => value with { MulticastTable = QmpObject.ReadStrings(ref reader) },
        _ => value,
    };
}
