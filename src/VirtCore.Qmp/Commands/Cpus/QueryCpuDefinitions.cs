using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryCpuDefinitions : IQmpCommand<IReadOnlyList<CpuDefinition>>
{
    public static ReadOnlySpan<byte> Name => "query-cpu-definitions"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static IReadOnlyList<CpuDefinition> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<CpuDefinition>(ref reader);
}
