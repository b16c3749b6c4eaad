using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly ref struct MigrateSetCapabilities(ReadOnlySpan<MigrationCapability> capabilities) : IQmpCommand<QmpNothing>
{
    private readonly ReadOnlySpan<MigrationCapability> _capabilities = capabilities;

    public static ReadOnlySpan<byte> Name => "migrate-set-capabilities"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("capabilities"u8);
        foreach (MigrationCapability capability in _capabilities)
        {
            writer.WriteStartObject();
            writer.WriteString("capability"u8, capability.Name);
            writer.WriteBoolean("state"u8, capability.Enabled);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
