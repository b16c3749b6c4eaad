using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct MigratePause : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "migrate-pause"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public static bool OutOfBand => true;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
