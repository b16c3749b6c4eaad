using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>QEMU's <c>VersionTriple</c>.</summary>
internal readonly record struct VersionTriple : IQmpObject<VersionTriple>
{
    public int? Major { get; init; }

    public int Minor { get; init; }

    public int Micro { get; init; }

    static JsonMembers IQmpObject<VersionTriple>.Members { get; } = new("major", "minor", "micro");

    static void IQmpObject<VersionTriple>.Read(ref VersionTriple value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Major = reader.GetInt32() },
        1 => value with { Minor = reader.GetInt32() },
        2 => value with { Micro = reader.GetInt32() },
        _ => value,
    };
}
