using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>What a guest's network interface has done.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-ga-ref.html">guest agent reference</see>.</remarks>
public readonly record struct GuestNetworkStatistics : IQmpObject<GuestNetworkStatistics>
{
    /// <summary>Received bytes.</summary>
    public long ReceivedBytes { get; init; }

    /// <summary>Received packets.</summary>
    public long ReceivedPackets { get; init; }

    /// <summary>Received errors.</summary>
    public long ReceivedErrors { get; init; }

    /// <summary>Received packets that were dropped.</summary>
    public long ReceivedDropped { get; init; }

    /// <summary>Sent bytes.</summary>
    public long SentBytes { get; init; }

    /// <summary>Sent packets.</summary>
    public long SentPackets { get; init; }

    /// <summary>Sent errors.</summary>
    public long SentErrors { get; init; }

    /// <summary>Sent packets that were dropped.</summary>
    public long SentDropped { get; init; }

    static JsonMembers IQmpObject<GuestNetworkStatistics>.Members { get; } = new("rx-bytes", "rx-packets", "rx-errs", "rx-dropped", "tx-bytes", "tx-packets", "tx-errs", "tx-dropped");

    static void IQmpObject<GuestNetworkStatistics>.Read(ref GuestNetworkStatistics value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { ReceivedBytes = reader.GetInt64() },
        1 => value with { ReceivedPackets = reader.GetInt64() },
        2 => value with { ReceivedErrors = reader.GetInt64() },
        3 => value with { ReceivedDropped = reader.GetInt64() },
        4 => value with { SentBytes = reader.GetInt64() },
        5 => value with { SentPackets = reader.GetInt64() },
        6 => value with { SentErrors = reader.GetInt64() },
        7 => value with { SentDropped = reader.GetInt64() },
        _ => value,
    };
}
