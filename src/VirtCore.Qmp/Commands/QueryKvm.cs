using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryKvm : IQmpCommand<KvmStatus>
{
    public static ReadOnlySpan<byte> Name => "query-kvm"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static KvmStatus ReadReply(ref Utf8JsonReader reader)
    {
        bool enabled = false;
        bool present = false;
        JsonShape.RequireObject(ref reader);
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("enabled"u8))
            {
                reader.Read();
                enabled = reader.GetBoolean();
            }
            else if (reader.ValueTextEquals("present"u8))
            {
                reader.Read();
                present = reader.GetBoolean();
            }
            else
            {
                reader.Skip();
            }
        }

        return new KvmStatus(enabled, present);
    }
}
