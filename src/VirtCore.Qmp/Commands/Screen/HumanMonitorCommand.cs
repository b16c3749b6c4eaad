using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct HumanMonitorCommand(string commandLine, int? cpuIndex) : IQmpCommand<string>
{
    public static ReadOnlySpan<byte> Name => "human-monitor-command"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("command-line"u8, commandLine);
        if (cpuIndex is { } cpuIndexValue)
            writer.WriteNumber("cpu-index"u8, cpuIndexValue);
    }

    public static string ReadReply(ref Utf8JsonReader reader) => QmpStrings.Read(ref reader);
}
