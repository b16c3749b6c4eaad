using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>Steps through objects and arrays of a reply. Unknown members are the caller's to skip.</summary>
internal static class JsonShape
{
    /// <exception cref="QmpProtocolException">The reader stands on something else.</exception>
    public static void RequireObject(ref Utf8JsonReader reader) => Require(ref reader, JsonTokenType.StartObject);

    /// <inheritdoc cref="RequireObject"/>
    public static void RequireArray(ref Utf8JsonReader reader) => Require(ref reader, JsonTokenType.StartArray);

    /// <summary>Moves to the next member's name. False at the object's end.</summary>
    public static bool NextMember(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Moves to the next element. False at the array's end.</summary>
    public static bool NextElement(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndArray;

    /// <summary>Reads the value of the member whose name the reader stands on.</summary>
    public static int ReadInt32(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt32();
    }

    /// <inheritdoc cref="ReadInt32"/>
    public static long ReadInt64(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt64();
    }

    /// <summary>Reads what is left.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static void ReadToEnd(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
        }
    }

    /// <summary>Whether it is JSON.</summary>
    public static bool IsJson(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, JsonLimits.Reader);
        try
        {
            ReadToEnd(ref reader);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Require(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
            throw new QmpProtocolException($"expected {type}, found {reader.TokenType}");
    }
}
