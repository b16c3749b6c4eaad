using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>QEMU's <c>NameInfo</c>.</summary>
internal readonly record struct MachineName : IQmpObject<MachineName>
{
    public string? Name { get; init; }

    static JsonMembers IQmpObject<MachineName>.Members { get; } = new("name");

    static void IQmpObject<MachineName>.Read(ref MachineName value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Name = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
