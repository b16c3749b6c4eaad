using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryCommands : IQmpCommand<IReadOnlyList<QmpCommandName>>
{
    public static ReadOnlySpan<byte> Name => "query-commands"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static IReadOnlyList<QmpCommandName> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<QmpCommandName>(ref reader);
}
