using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A type of QEMU's object model (<c>ObjectTypeInfo</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct QomType : IQmpObject<QomType>
{
    /// <summary>Its name.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>Whether it cannot be made.</summary>
    public bool Abstract { get; init; }

    /// <summary>The type above it, or null.</summary>
    public string? Parent { get; init; }

    static JsonMembers IQmpObject<QomType>.Members { get; } = new("name", "abstract", "parent");

    static void IQmpObject<QomType>.Read(ref QomType value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Name = QmpStrings.Read(ref reader) },
        1 => value with { Abstract = reader.GetBoolean() },
        2 => value with { Parent = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
