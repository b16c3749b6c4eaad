using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryName : IQmpCommand<string?>
{
    public static ReadOnlySpan<byte> Name => "query-name"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static string? ReadReply(ref Utf8JsonReader reader)
    {
        string? name = null;
        JsonShape.RequireObject(ref reader);
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                name = reader.GetString();
            }
            else
            {
                reader.Skip();
            }
        }

        return name;
    }
}
