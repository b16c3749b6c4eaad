using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct MigrateContinue(MigrationStatus state) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "migrate-continue"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer) =>
        writer.WriteString("state"u8, WireNames.MigrationStatus.NameOf(state));

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
