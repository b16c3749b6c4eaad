using System.Text.Json;
using VirtCore.Host;

namespace VirtCore.Tool.Checks;

/// <summary>A report as one document of JSON.</summary>
internal static class HostReportJson
{
    public static void Write(Stream output, HostReport report)
    {
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("status"u8, HostReportTexts.Name(report.Worst));
            writer.WriteStartObject("counts"u8);
            foreach (HostStatus status in Enum.GetValues<HostStatus>())
                writer.WriteNumber(HostReportTexts.Name(status), report.Count(status));
            writer.WriteEndObject();
            writer.WriteStartArray("checks"u8);
            foreach (HostCheck check in report.Checks)
                Write(writer, check);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        output.Write("\n"u8);
        output.Flush();
    }

    private static void Write(Utf8JsonWriter writer, HostCheck check)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, check.Id);
        writer.WriteString("area"u8, check.Area.ToString().ToLowerInvariant());
        writer.WriteString("title"u8, check.Title);
        writer.WriteString("status"u8, HostReportTexts.Name(check.Status));
        writer.WriteString("finding"u8, check.Finding);
        writer.WriteStartObject("facts"u8);
        foreach (HostFact fact in check.Facts)
            Write(writer, fact);
        writer.WriteEndObject();
        writer.WriteString("why"u8, check.Why);
        writer.WriteString("remedy"u8, check.Remedy);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, HostFact fact)
    {
        writer.WritePropertyName(fact.Name);
        switch (fact)
        {
            case { Number: { } number }:
                writer.WriteNumberValue(number);
                break;
            case { Flag: { } flag }:
                writer.WriteBooleanValue(flag);
                break;
            case { Items: { } items }:
                writer.WriteStartArray();
                foreach (string item in items)
                    writer.WriteStringValue(item);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(fact.Text); // null where the host does not say
                break;
        }
    }
}
