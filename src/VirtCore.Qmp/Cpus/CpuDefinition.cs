using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>One CPU model (<c>CpuDefinitionInfo</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct CpuDefinition : IQmpObject<CpuDefinition>
{
    /// <summary>Its name.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>Whether a guest with it can migrate to other hosts.</summary>
    public bool? MigrationSafe { get; init; }

    /// <summary>Whether it is the same with every machine type and version.</summary>
    public bool Static { get; init; }

    /// <summary>What keeps it from running on this host; empty where nothing does; null where QEMU does not know.</summary>
    public IReadOnlyList<string>? UnavailableFeatures { get; init; }

    /// <summary>The type to plug in.</summary>
    public string TypeName { get => field ?? ""; init; }

    /// <summary>The model that it stands for, or null.</summary>
    public string? AliasOf { get; init; }

    /// <summary>Whether it will go.</summary>
    public bool Deprecated { get; init; }

    static JsonMembers IQmpObject<CpuDefinition>.Members { get; } = new("name", "migration-safe", "static", "unavailable-features", "typename", "alias-of", "deprecated");

    static void IQmpObject<CpuDefinition>.Read(ref CpuDefinition value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Name = QmpStrings.Read(ref reader) },
        1 => value with { MigrationSafe = reader.GetBoolean() },
        2 => value with { Static = reader.GetBoolean() },
        3 => value with { UnavailableFeatures = QmpObject.ReadStrings(ref reader) },
        4 => value with { TypeName = QmpStrings.Read(ref reader) },
        5 => value with { AliasOf = QmpStrings.Read(ref reader) },
        6 => value with { Deprecated = reader.GetBoolean() },
        _ => value,
    };
}
