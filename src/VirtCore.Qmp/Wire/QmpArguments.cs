using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>Arguments that take more than a line to write.</summary>
internal static class QmpArguments
{
    public static void WriteStrings(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        // By index: an enumerator of the interface would be allocated.
        for (int i = 0; i < values.Count; i++)
            writer.WriteStringValue(values[i]);
        writer.WriteEndArray();
    }

    public static void WriteObject(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Action<Utf8JsonWriter> members)
    {
        writer.WriteStartObject(name);
        members(writer);
        writer.WriteEndObject();
    }

    /// <summary>Members that the caller writes beside the typed ones.</summary>
    public static void WriteRest(Utf8JsonWriter writer, Action<Utf8JsonWriter>? members) => members?.Invoke(writer);
}
