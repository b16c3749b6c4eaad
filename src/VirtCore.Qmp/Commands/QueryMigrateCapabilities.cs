using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryMigrateCapabilities : IQmpCommand<IReadOnlyList<MigrationCapability>>
{
    public static ReadOnlySpan<byte> Name => "query-migrate-capabilities"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static IReadOnlyList<MigrationCapability> ReadReply(ref Utf8JsonReader reader)
    {
        var capabilities = new List<MigrationCapability>();
        JsonShape.RequireArray(ref reader);
        while (JsonShape.NextElement(ref reader))
            capabilities.Add(ReadCapability(ref reader));
        return capabilities;
    }

    private static MigrationCapability ReadCapability(ref Utf8JsonReader reader)
    {
        string name = "";
        bool enabled = false;
        JsonShape.RequireObject(ref reader);
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("capability"u8))
            {
                reader.Read();
                name = reader.GetString() ?? "";
            }
            else if (reader.ValueTextEquals("state"u8))
            {
                reader.Read();
                enabled = reader.GetBoolean();
            }
            else
            {
                reader.Skip();
            }
        }

        return new MigrationCapability(name, enabled);
    }
}
