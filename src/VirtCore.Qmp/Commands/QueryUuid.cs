using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryUuid : IQmpCommand<Guid>
{
    public static ReadOnlySpan<byte> Name => "query-uuid"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static Guid ReadReply(ref Utf8JsonReader reader)
    {
        Guid? uuid = null;
        JsonShape.RequireObject(ref reader);
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("UUID"u8))
            {
                reader.Read();
                uuid = reader.GetGuid();
            }
            else
            {
                reader.Skip();
            }
        }

        return uuid ?? throw new QmpProtocolException("the reply has no UUID");
    }
}
