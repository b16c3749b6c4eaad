using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The answer of <c>query-status</c>.</summary>
/// <param name="State">The run state.</param>
/// <param name="StateName">Its name as QEMU wrote it.</param>
/// <param name="Running">Whether the vCPUs run.</param>
public readonly record struct MachineStatus(RunState State, string StateName, bool Running) : IQmpObject<MachineStatus>
{
    static JsonMembers IQmpObject<MachineStatus>.Members { get; } = new("status", "running");

    static void IQmpObject<MachineStatus>.Read(ref MachineStatus value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { State = WireNames.RunState.Read(ref reader, out string name), StateName = name },
        1 => value with { Running = reader.GetBoolean() },
        _ => value,
    };
}
