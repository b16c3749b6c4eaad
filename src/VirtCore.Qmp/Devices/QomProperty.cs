using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A property of an object or a type (<c>ObjectPropertyInfo</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct QomProperty : IQmpObject<QomProperty>
{
    /// <summary>Its name.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>Its type: <c>bool</c>, <c>str</c>, <c>link&lt;TYPE&gt;</c>, <c>child&lt;TYPE&gt;</c>.</summary>
    public string Type { get => field ?? ""; init; }

    /// <summary>What it is for, or null.</summary>
    public string? Description { get; init; }

    static JsonMembers IQmpObject<QomProperty>.Members { get; } = new("name", "type", "description");

    static void IQmpObject<QomProperty>.Read(ref QomProperty value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Name = QmpStrings.Read(ref reader) },
        1 => value with { Type = QmpStrings.Read(ref reader) },
        2 => value with { Description = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
