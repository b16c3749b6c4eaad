using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>One vCPU of <c>query-cpus-fast</c>.</summary>
/// <param name="Index">QEMU's index of the vCPU.</param>
/// <param name="ThreadId">The host thread that runs it.</param>
/// <param name="QomPath">Its path in QEMU's object tree.</param>
public readonly record struct CpuThread(int Index, int ThreadId, string QomPath) : IQmpObject<CpuThread>
{
    static JsonMembers IQmpObject<CpuThread>.Members { get; } = new("cpu-index", "thread-id", "qom-path");

    static void IQmpObject<CpuThread>.Read(ref CpuThread value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Index = reader.GetInt32() },
        1 => value with { ThreadId = reader.GetInt32() },
        2 => value with { QomPath = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
