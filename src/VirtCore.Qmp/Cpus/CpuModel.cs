using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A CPU model with its properties (<c>CpuModelInfo</c>), the answer of <c>query-cpu-model-expansion</c>.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct CpuModel : IQmpObject<CpuModel>
{
    /// <summary>The model's name.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>Its properties; features are booleans.</summary>
    public IReadOnlyDictionary<string, QomValue> Properties { get => field ?? new Dictionary<string, QomValue>(); init; }

    static JsonMembers IQmpObject<CpuModel>.Members { get; } = new("name", "props");

    static void IQmpObject<CpuModel>.Read(ref CpuModel value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Name = QmpStrings.Read(ref reader) },
        1 => value with { Properties = ReadProperties(ref reader) },
        _ => value,
    };

    private static Dictionary<string, QomValue> ReadProperties(ref Utf8JsonReader reader)
    {
        var properties = new Dictionary<string, QomValue>();
        JsonShape.RequireObject(ref reader);
        while (JsonShape.NextMember(ref reader))
        {
            string name = QmpStrings.Of(reader.ValueSpan);
            reader.Read();
            properties[name] = QomValue.Read(ref reader);
        }

        return properties;
    }
}
