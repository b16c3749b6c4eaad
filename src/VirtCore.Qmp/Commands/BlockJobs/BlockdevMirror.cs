using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct BlockdevMirror(
    string device, string target, BlockSyncMode sync, BlockMirrorOptions options)
    : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "blockdev-mirror"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("device"u8, device);
        writer.WriteString("target"u8, target);
        writer.WriteString("sync"u8, WireNames.BlockSyncMode.NameOf(sync));
        if (options.JobId is not null)
            writer.WriteString("job-id"u8, options.JobId);
        if (options.Replaces is not null)
            writer.WriteString("replaces"u8, options.Replaces);
        if (options.GranularityBytes is { } granularityBytes)
            writer.WriteNumber("granularity"u8, granularityBytes);
        if (options.BufferBytes is { } bufferBytes)
            writer.WriteNumber("buf-size"u8, bufferBytes);
        if (options.OnSourceError is { } onSourceError)
            writer.WriteString("on-source-error"u8, WireNames.BlockErrorPolicy.NameOf(onSourceError));
        if (options.OnTargetError is { } onTargetError)
            writer.WriteString("on-target-error"u8, WireNames.BlockErrorPolicy.NameOf(onTargetError));
        if (options.CopyMode is { } copyMode)
            writer.WriteString("copy-mode"u8, WireNames.MirrorCopyMode.NameOf(copyMode));
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
