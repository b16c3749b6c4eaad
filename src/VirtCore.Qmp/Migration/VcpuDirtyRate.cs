using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A vCPU's dirty rate (<c>DirtyRateVcpu</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct VcpuDirtyRate : IQmpObject<VcpuDirtyRate>
{
    /// <summary>The vCPU.</summary>
    public int Index { get; init; }

    /// <summary>MiB each second.</summary>
    public long MebibytesPerSecond { get; init; }

    static JsonMembers IQmpObject<VcpuDirtyRate>.Members { get; } = new("id", "dirty-rate");

    static void IQmpObject<VcpuDirtyRate>.Read(ref VcpuDirtyRate value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Index = reader.GetInt32() },
        1 => value with { MebibytesPerSecond = reader.GetInt64() },
        _ => value,
    };
}
