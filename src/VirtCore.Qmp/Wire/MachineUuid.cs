using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>QEMU's <c>UuidInfo</c>.</summary>
internal readonly record struct MachineUuid : IQmpObject<MachineUuid>
{
    public Guid? Uuid { get; init; }

    static JsonMembers IQmpObject<MachineUuid>.Members { get; } = new("UUID");

    static void IQmpObject<MachineUuid>.Read(ref MachineUuid value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Uuid = reader.GetGuid() },
        _ => value,
    };
}
