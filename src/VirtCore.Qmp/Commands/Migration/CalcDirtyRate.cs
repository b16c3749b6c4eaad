using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct CalcDirtyRate(int seconds, int? samplePages, DirtyRateMode? mode) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "calc-dirty-rate"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteNumber("calc-time"u8, seconds);
        if (samplePages is { } samplePagesValue)
            writer.WriteNumber("sample-pages"u8, samplePagesValue);
        if (mode is { } modeValue)
            writer.WriteString("mode"u8, WireNames.DirtyRateMode.NameOf(modeValue));
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
