using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A vCPU's limit (<c>DirtyLimitInfo</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct VcpuDirtyLimit : IQmpObject<VcpuDirtyLimit>
{
    /// <summary>The vCPU.</summary>
    public int Index { get; init; }

    /// <summary>Its limit.</summary>
    public long LimitMebibytesPerSecond { get; init; }

    /// <summary>Its rate now.</summary>
    public long CurrentMebibytesPerSecond { get; init; }

    static JsonMembers IQmpObject<VcpuDirtyLimit>.Members { get; } = new("cpu-index", "limit-rate", "current-rate");

    static void IQmpObject<VcpuDirtyLimit>.Read(ref VcpuDirtyLimit value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Index = reader.GetInt32() },
        1 => value with { LimitMebibytesPerSecond = reader.GetInt64() },
        2 => value with { CurrentMebibytesPerSecond = reader.GetInt64() },
        _ => value,
    };
}
