using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct CancelVcpuDirtyLimit(int? cpuIndex) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "cancel-vcpu-dirty-limit"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        if (cpuIndex is { } cpuIndexValue)
            writer.WriteNumber("cpu-index"u8, cpuIndexValue);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
