using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct BlockStream(string device, BlockStreamOptions options) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "block-stream"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("device"u8, device);
        if (options.JobId is not null)
            writer.WriteString("job-id"u8, options.JobId);
        if (options.BaseNode is not null)
            writer.WriteString("base-node"u8, options.BaseNode);
        if (options.Bottom is not null)
            writer.WriteString("bottom"u8, options.Bottom);
        if (options.BackingFile is not null)
            writer.WriteString("backing-file"u8, options.BackingFile);
        if (options.BackingMaskProtocol is { } backingMaskProtocol)
            writer.WriteBoolean("backing-mask-protocol"u8, backingMaskProtocol);
        if (options.OnError is { } onError)
            writer.WriteString("on-error"u8, WireNames.BlockErrorPolicy.NameOf(onError));
        if (options.BytesPerSecond is { } bytesPerSecond)
            writer.WriteNumber("speed"u8, bytesPerSecond);
        if (options.FilterNodeName is not null)
            writer.WriteString("filter-node-name"u8, options.FilterNodeName);
        if (options.AutoFinalize is { } autoFinalize)
            writer.WriteBoolean("auto-finalize"u8, autoFinalize);
        if (options.AutoDismiss is { } autoDismiss)
            writer.WriteBoolean("auto-dismiss"u8, autoDismiss);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
