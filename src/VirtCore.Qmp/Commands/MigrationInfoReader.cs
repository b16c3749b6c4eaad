using System.Text.Json;

namespace VirtCore.Qmp.Commands;

/// <summary>Reads the answer of query-migrate.</summary>
internal static class MigrationInfoReader
{
    public static MigrationInfo Read(ref Utf8JsonReader reader)
    {
        var info = new MigrationInfo { Status = MigrationStatus.None, StatusName = "none" };
        JsonShape.RequireObject(ref reader);
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("status"u8))
            {
                reader.Read();
                info = info with { Status = WireNames.MigrationStatus.Read(ref reader, out string name), StatusName = name };
            }
            else if (reader.ValueTextEquals("total-time"u8))
            {
                info = info with { TotalTime = ReadMilliseconds(ref reader) };
            }
            else if (reader.ValueTextEquals("downtime"u8))
            {
                info = info with { Downtime = ReadMilliseconds(ref reader) };
            }
            else if (reader.ValueTextEquals("expected-downtime"u8))
            {
                info = info with { ExpectedDowntime = ReadMilliseconds(ref reader) };
            }
            else if (reader.ValueTextEquals("setup-time"u8))
            {
                info = info with { SetupTime = ReadMilliseconds(ref reader) };
            }
            else if (reader.ValueTextEquals("cpu-throttle-percentage"u8))
            {
                info = info with { CpuThrottlePercentage = JsonShape.ReadInt32(ref reader) };
            }
            else if (reader.ValueTextEquals("ram"u8))
            {
                reader.Read();
                info = info with { Ram = ReadRam(ref reader) };
            }
            else if (reader.ValueTextEquals("error-desc"u8))
            {
                reader.Read();
                info = info with { ErrorDescription = reader.GetString() };
            }
            else if (reader.ValueTextEquals("blocked-reasons"u8))
            {
                reader.Read();
                info = info with { BlockedReasons = ReadStrings(ref reader) };
            }
            else
            {
                reader.Skip();
            }
        }

        return info;
    }

    private static MigrationRam ReadRam(ref Utf8JsonReader reader)
    {
        var ram = default(MigrationRam);
        JsonShape.RequireObject(ref reader);
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("transferred"u8))
                ram = ram with { TransferredBytes = JsonShape.ReadInt64(ref reader) };
            else if (reader.ValueTextEquals("remaining"u8))
                ram = ram with { RemainingBytes = JsonShape.ReadInt64(ref reader) };
            else if (reader.ValueTextEquals("total"u8))
                ram = ram with { TotalBytes = JsonShape.ReadInt64(ref reader) };
            else if (reader.ValueTextEquals("duplicate"u8))
                ram = ram with { DuplicatePages = JsonShape.ReadInt64(ref reader) };
            else if (reader.ValueTextEquals("normal"u8))
                ram = ram with { NormalPages = JsonShape.ReadInt64(ref reader) };
            else if (reader.ValueTextEquals("normal-bytes"u8))
                ram = ram with { NormalBytes = JsonShape.ReadInt64(ref reader) };
            else if (reader.ValueTextEquals("dirty-pages-rate"u8))
                ram = ram with { DirtyPagesPerSecond = JsonShape.ReadInt64(ref reader) };
            else if (reader.ValueTextEquals("mbps"u8))
                ram = ram with { MegabitsPerSecond = ReadDouble(ref reader) };
            else if (reader.ValueTextEquals("dirty-sync-count"u8))
                ram = ram with { DirtySyncCount = JsonShape.ReadInt64(ref reader) };
            else if (reader.ValueTextEquals("page-size"u8))
                ram = ram with { PageSizeBytes = JsonShape.ReadInt32(ref reader) };
            else if (reader.ValueTextEquals("postcopy-requests"u8))
                ram = ram with { PostcopyRequests = JsonShape.ReadInt64(ref reader) };
            else if (reader.ValueTextEquals("multifd-bytes"u8))
                ram = ram with { MultifdBytes = JsonShape.ReadInt64(ref reader) };
            else
                reader.Skip();
        }

        return ram;
    }

    private static TimeSpan ReadMilliseconds(ref Utf8JsonReader reader) => TimeSpan.FromMilliseconds(JsonShape.ReadInt64(ref reader));

    private static double ReadDouble(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetDouble();
    }

    private static List<string> ReadStrings(ref Utf8JsonReader reader)
    {
        var strings = new List<string>();
        JsonShape.RequireArray(ref reader);
        while (JsonShape.NextElement(ref reader))
            strings.Add(reader.GetString() ?? "");
        return strings;
    }
}
