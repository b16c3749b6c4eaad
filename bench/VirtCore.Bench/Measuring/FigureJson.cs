using System.Buffers;
using System.Text;
using System.Text.Json;

namespace VirtCore.Bench;

/// <summary>Figures as JSON, one a line.</summary>
internal static class FigureJson
{
    private const int Decimals = 4;

    public static string Format(Figure figure)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, figure.Name);
            writer.WriteString("unit"u8, figure.Unit);
            WriteNumber(writer, "median"u8, figure.Median);
            WriteNumber(writer, "p95"u8, figure.P95);
            if (figure.Floor is { } floor)
                writer.WriteString("floor"u8, floor);
            WriteNumber(writer, "floorMedian"u8, figure.FloorMedian);
            WriteNumber(writer, "ratio"u8, figure.Ratio);
            if (figure.AllocatedBytes is { } allocated)
                writer.WriteNumber("allocatedBytes"u8, allocated);
            writer.WriteNumber("runs"u8, figure.Runs);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads what <see cref="Format"/> wrote, in another process of this program.</summary>
    /// <exception cref="InvalidDataException">It is no figure.</exception>
    public static Figure Parse(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            return new Figure
            {
                Name = root.GetProperty("name"u8).GetString()!,
                Unit = root.GetProperty("unit"u8).GetString()!,
                Median = root.GetProperty("median"u8).GetDouble(),
                P95 = root.GetProperty("p95"u8).GetDouble(),
                Floor = root.TryGetProperty("floor"u8, out JsonElement floor) ? floor.GetString() : null,
                FloorMedian = root.TryGetProperty("floorMedian"u8, out JsonElement median) ? median.GetDouble() : null,
                Ratio = root.TryGetProperty("ratio"u8, out JsonElement ratio) ? ratio.GetDouble() : null,
                AllocatedBytes = root.TryGetProperty("allocatedBytes"u8, out JsonElement allocated) ? allocated.GetInt64() : null,
                Runs = root.GetProperty("runs"u8).GetInt32(),
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"\"{line}\" is no figure.", e);
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, Math.Round(number, Decimals));
    }
}
