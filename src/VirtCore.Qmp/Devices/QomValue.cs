using System.Globalization;
using System.Text;
using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The value of a property of QEMU's object model: a string, an integer, a boolean, or anything else as JSON.</summary>
public readonly record struct QomValue
{
    private readonly string? _text;
    private readonly long _number;

    private QomValue(JsonValueKind kind, string? text, long number)
    {
        Kind = kind;
        _text = text;
        _number = number;
    }

    /// <summary>What it is. <see cref="JsonValueKind.Number"/> is an integer; other numbers and composed values are kept as JSON.</summary>
    public JsonValueKind Kind { get; }

    /// <summary>The string, the JSON of a composed value, or the value's text.</summary>
    public override string ToString() => _text ?? Kind switch
    {
        JsonValueKind.Number => _number.ToString(CultureInfo.InvariantCulture),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    /// <summary>Reads an integer. False for what is none.</summary>
    public bool TryGetInt64(out long value)
    {
        value = _number;
        return Kind == JsonValueKind.Number && _text is null;
    }

    /// <summary>Reads a boolean. False for what is none.</summary>
    public bool TryGetBoolean(out bool value)
    {
        value = Kind == JsonValueKind.True;
        return Kind is JsonValueKind.True or JsonValueKind.False;
    }

    /// <summary>A string.</summary>
    public static QomValue Of(string value) => new(JsonValueKind.String, value, 0);

    /// <summary>An integer.</summary>
    public static QomValue Of(long value) => new(JsonValueKind.Number, null, value);

    /// <summary>A boolean.</summary>
    public static QomValue Of(bool value) => new(value ? JsonValueKind.True : JsonValueKind.False, null, 0);

    internal static QomValue Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return Of(QmpStrings.Read(ref reader));
            case JsonTokenType.True or JsonTokenType.False:
                return Of(reader.GetBoolean());
            case JsonTokenType.Null:
                return new QomValue(JsonValueKind.Null, null, 0);
            case JsonTokenType.Number when reader.TryGetInt64(out long number):
                return Of(number);
            case JsonTokenType.Number:
                return new QomValue(JsonValueKind.Number, Encoding.UTF8.GetString(reader.ValueSpan), 0);
            default:
                var element = JsonElement.ParseValue(ref reader);
                return new QomValue(element.ValueKind, element.GetRawText(), 0);
        }
    }

    internal void Write(Utf8JsonWriter writer)
    {
        if (Kind == JsonValueKind.String)
            writer.WriteStringValue(_text);
        else if (Kind == JsonValueKind.Number && _text is null)
            writer.WriteNumberValue(_number);
        else if (Kind is JsonValueKind.True or JsonValueKind.False)
            writer.WriteBooleanValue(Kind == JsonValueKind.True);
        else
            writer.WriteRawValue(_text ?? "null");
    }
}
