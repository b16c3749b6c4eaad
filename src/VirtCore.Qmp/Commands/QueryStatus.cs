using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryStatus : IQmpCommand<MachineStatus>
{
    public static ReadOnlySpan<byte> Name => "query-status"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static MachineStatus ReadReply(ref Utf8JsonReader reader)
    {
        RunState state = RunState.Unknown;
        string name = "";
        bool running = false;
        JsonShape.RequireObject(ref reader);
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("status"u8))
            {
                reader.Read();
                state = WireNames.RunState.Read(ref reader, out name);
            }
            else if (reader.ValueTextEquals("running"u8))
            {
                reader.Read();
                running = reader.GetBoolean();
            }
            else
            {
                reader.Skip();
            }
        }

        return new MachineStatus(state, name, running);
    }
}
