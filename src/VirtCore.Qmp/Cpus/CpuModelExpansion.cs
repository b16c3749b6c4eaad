using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>What stands around a CPU model in the answer of <c>query-cpu-model-expansion</c>.</summary>
internal readonly record struct CpuModelExpansion : IQmpObject<CpuModelExpansion>
{
    public CpuModel Model { get; init; }

    static JsonMembers IQmpObject<CpuModelExpansion>.Members { get; } = new JsonMembers().With<CpuModel>("model");

    static void IQmpObject<CpuModelExpansion>.Read(ref CpuModelExpansion value, int member, ref Utf8JsonReader reader) =>
        value = new CpuModelExpansion { Model = QmpObject.Read<CpuModel>(ref reader) };
}
