using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryCurrentMachine : IQmpCommand<CurrentMachine>
{
    public static ReadOnlySpan<byte> Name => "query-current-machine"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static CurrentMachine ReadReply(ref Utf8JsonReader reader) => QmpObject.Read<CurrentMachine>(ref reader);
}
