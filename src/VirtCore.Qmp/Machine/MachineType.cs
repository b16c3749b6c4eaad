using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>One machine type of <c>query-machines</c>.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct MachineType : IQmpObject<MachineType>
{
    /// <summary>Its name: <c>pc-q35-10.0</c>.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>A shorter name that means the newest of its kind, or null.</summary>
    public string? Alias { get; init; }

    /// <summary>Whether it is used where none is named.</summary>
    public bool IsDefault { get; init; }

    /// <summary>The most vCPUs that it can have.</summary>
    public int MaxCpus { get; init; }

    /// <summary>Whether vCPUs can be plugged in.</summary>
    public bool HotpluggableCpus { get; init; }

    /// <summary>Whether it will go.</summary>
    public bool Deprecated { get; init; }

    /// <summary>The CPU type that is used where none is named.</summary>
    public string? DefaultCpuType { get; init; }

    /// <summary>The id of its memory backend.</summary>
    public string? DefaultRamId { get; init; }

    /// <summary>Whether it has ACPI; null where QEMU does not say.</summary>
    public bool? Acpi { get; init; }

    static JsonMembers IQmpObject<MachineType>.Members { get; } = new JsonMembers("name", "alias", "is-default", "cpu-max", "hotpluggable-cpus", "deprecated", "default-cpu-type", "default-ram-id")
        .Since(8, 0, "acpi");

    static void IQmpObject<MachineType>.Read(ref MachineType value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Name = QmpStrings.Read(ref reader) },
        1 => value with { Alias = QmpStrings.Read(ref reader) },
        2 => value with { IsDefault = reader.GetBoolean() },
        3 => value with { MaxCpus = reader.GetInt32() },
        4 => value with { HotpluggableCpus = reader.GetBoolean() },
        5 => value with { Deprecated = reader.GetBoolean() },
        6 => value with { DefaultCpuType = QmpStrings.Read(ref reader) },
        7 => value with { DefaultRamId = QmpStrings.Read(ref reader) },
        8 => value with { Acpi = reader.GetBoolean() },
        _ => value,
    };
}
