using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryMigrateCapabilities : IQmpCommand<IReadOnlyList<MigrationCapability>>
{
    public static ReadOnlySpan<byte> Name => "query-migrate-capabilities"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static IReadOnlyList<MigrationCapability> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<MigrationCapability>(ref reader);
}
