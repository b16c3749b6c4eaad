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

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, Math.Round(number, Decimals));
    }
}
