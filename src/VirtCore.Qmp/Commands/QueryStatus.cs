using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryStatus : IQmpCommand<MachineStatus>
{
    public static ReadOnlySpan<byte> Name => "query-status"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static MachineStatus ReadReply(ref Utf8JsonReader reader) => QmpObject.Read<MachineStatus>(ref reader);
}
