using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct BlockSetIoThrottle(string qdevId, BlockThrottle options) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "block_set_io_throttle"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("id"u8, qdevId);
        if (options.Group is not null)
            writer.WriteString("group"u8, options.Group);
        if (options.BytesPerSecondMax is { } bytesPerSecondMax)
            writer.WriteNumber("bps_max"u8, bytesPerSecondMax);
        if (options.ReadBytesPerSecondMax is { } readBytesPerSecondMax)
            writer.WriteNumber("bps_rd_max"u8, readBytesPerSecondMax);
        if (options.WriteBytesPerSecondMax is { } writeBytesPerSecondMax)
            writer.WriteNumber("bps_wr_max"u8, writeBytesPerSecondMax);
        if (options.OperationsPerSecondMax is { } operationsPerSecondMax)
            writer.WriteNumber("iops_max"u8, operationsPerSecondMax);
        if (options.ReadsPerSecondMax is { } readsPerSecondMax)
            writer.WriteNumber("iops_rd_max"u8, readsPerSecondMax);
        if (options.WritesPerSecondMax is { } writesPerSecondMax)
            writer.WriteNumber("iops_wr_max"u8, writesPerSecondMax);
        if (options.BytesPerSecondMaxSeconds is { } bytesPerSecondMaxSeconds)
            writer.WriteNumber("bps_max_length"u8, bytesPerSecondMaxSeconds);
        if (options.OperationsPerSecondMaxSeconds is { } operationsPerSecondMaxSeconds)
            writer.WriteNumber("iops_max_length"u8, operationsPerSecondMaxSeconds);
        if (options.OperationSizeBytes is { } operationSizeBytes)
            writer.WriteNumber("iops_size"u8, operationSizeBytes);
        writer.WriteNumber("bps"u8, options.BytesPerSecond);
        writer.WriteNumber("bps_rd"u8, options.ReadBytesPerSecond);
        writer.WriteNumber("bps_wr"u8, options.WriteBytesPerSecond);
        writer.WriteNumber("iops"u8, options.OperationsPerSecond);
        writer.WriteNumber("iops_rd"u8, options.ReadsPerSecond);
        writer.WriteNumber("iops_wr"u8, options.WritesPerSecond);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
