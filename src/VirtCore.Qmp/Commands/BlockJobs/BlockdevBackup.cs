using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct BlockdevBackup(
    string device, string target, BlockSyncMode sync, BlockBackupOptions options)
    : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "blockdev-backup"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("device"u8, device);
        writer.WriteString("target"u8, target);
        writer.WriteString("sync"u8, WireNames.BlockSyncMode.NameOf(sync));
        if (options.JobId is not null)
            writer.WriteString("job-id"u8, options.JobId);
        if (options.Bitmap is not null)
            writer.WriteString("bitmap"u8, options.Bitmap);
        if (options.BitmapMode is { } bitmapMode)
            writer.WriteString("bitmap-mode"u8, WireNames.BitmapSyncMode.NameOf(bitmapMode));
        if (options.Compress is { } compress)
            writer.WriteBoolean("compress"u8, compress);
        if (options.OnSourceError is { } onSourceError)
            writer.WriteString("on-source-error"u8, WireNames.BlockErrorPolicy.NameOf(onSourceError));
        if (options.OnTargetError is { } onTargetError)
            writer.WriteString("on-target-error"u8, WireNames.BlockErrorPolicy.NameOf(onTargetError));
        if (options.DiscardSource is { } discardSource)
            writer.WriteBoolean("discard-source"u8, discardSource);
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
