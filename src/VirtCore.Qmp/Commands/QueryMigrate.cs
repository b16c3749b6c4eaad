using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryMigrate : IQmpCommand<MigrationInfo>
{
    public static ReadOnlySpan<byte> Name => "query-migrate"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static MigrationInfo ReadReply(ref Utf8JsonReader reader)
    {
        MigrationInfo info = QmpObject.Read<MigrationInfo>(ref reader);
        return info.StatusName is null ? info with { Status = MigrationStatus.None, StatusName = "none" } : info;
    }
}
