using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryDump : IQmpCommand<DumpProgress>
{
    public static ReadOnlySpan<byte> Name => "query-dump"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static DumpProgress ReadReply(ref Utf8JsonReader reader) => QmpObject.Read<DumpProgress>(ref reader);
}
