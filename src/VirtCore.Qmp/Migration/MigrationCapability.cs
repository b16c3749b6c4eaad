using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A switch of QEMU's migration.</summary>
/// <param name="Name">QEMU's name of it: <c>events</c>, <c>pause-before-switchover</c>, <c>postcopy-ram</c>, <c>multifd</c>.</param>
/// <param name="Enabled">On or off.</param>
public readonly record struct MigrationCapability(string Name, bool Enabled) : IQmpObject<MigrationCapability>
{
    static JsonMembers IQmpObject<MigrationCapability>.Members { get; } = new("capability", "state");

    static void IQmpObject<MigrationCapability>.Read(ref MigrationCapability value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Name = QmpStrings.Read(ref reader) },
        1 => value with { Enabled = reader.GetBoolean() },
        _ => value,
    };
}
