using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct SetVcpuDirtyLimit(long mebibytesPerSecond, int? cpuIndex) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "set-vcpu-dirty-limit"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteNumber("dirty-rate"u8, mebibytesPerSecond);
        if (cpuIndex is { } cpuIndexValue)
            writer.WriteNumber("cpu-index"u8, cpuIndexValue);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
