using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryMigrateParameters : IQmpCommand<CurrentMigrationParameters>
{
    public static ReadOnlySpan<byte> Name => "query-migrate-parameters"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static CurrentMigrationParameters ReadReply(ref Utf8JsonReader reader) => QmpObject.Read<CurrentMigrationParameters>(ref reader);
}
