using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>Where a vCPU stands in the machine (<c>CpuInstanceProperties</c>). What does not apply is null.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct CpuPlace : IQmpObject<CpuPlace>
{
    /// <summary>NUMA node.</summary>
    public int? NodeId { get; init; }

    /// <summary>Socket.</summary>
    public int? SocketId { get; init; }

    /// <summary>Die.</summary>
    public int? DieId { get; init; }

    /// <summary>Cluster.</summary>
    public int? ClusterId { get; init; }

    /// <summary>Core.</summary>
    public int? CoreId { get; init; }

    /// <summary>Thread of the core.</summary>
    public int? ThreadId { get; init; }

    static JsonMembers IQmpObject<CpuPlace>.Members { get; } = new JsonMembers("node-id", "socket-id", "die-id", "core-id", "thread-id")
        .Since(7, 1, "cluster-id");

    static void IQmpObject<CpuPlace>.Read(ref CpuPlace value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { NodeId = reader.GetInt32() },
        1 => value with { SocketId = reader.GetInt32() },
        2 => value with { DieId = reader.GetInt32() },
        3 => value with { CoreId = reader.GetInt32() },
        4 => value with { ThreadId = reader.GetInt32() },
        5 => value with { ClusterId = reader.GetInt32() },
        _ => value,
    };
}
