using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct MigrateSetParameters(MigrationParameters parameters) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "migrate-set-parameters"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        if (parameters.MaxBandwidthBytes is { } bandwidth)
            writer.WriteNumber("max-bandwidth"u8, bandwidth);
        if (parameters.DowntimeLimit is { } downtime)
            writer.WriteNumber("downtime-limit"u8, (long)downtime.TotalMilliseconds);
        if (parameters.AvailableSwitchoverBandwidthBytes is { } switchover)
            writer.WriteNumber("avail-switchover-bandwidth"u8, switchover);
        if (parameters.MaxPostcopyBandwidthBytes is { } postcopy)
            writer.WriteNumber("max-postcopy-bandwidth"u8, postcopy);
        if (parameters.MultifdChannels is { } channels)
            writer.WriteNumber("multifd-channels"u8, channels);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
