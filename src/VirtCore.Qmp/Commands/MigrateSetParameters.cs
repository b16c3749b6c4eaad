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
        if (parameters.XbzrleCacheBytes is { } xbzrleCacheBytes)
            writer.WriteNumber("xbzrle-cache-size"u8, xbzrleCacheBytes);
        if (parameters.MultifdCompression is not null)
            writer.WriteString("multifd-compression"u8, parameters.MultifdCompression);
        if (parameters.MultifdZlibLevel is { } multifdZlibLevel)
            writer.WriteNumber("multifd-zlib-level"u8, multifdZlibLevel);
        if (parameters.MultifdZstdLevel is { } multifdZstdLevel)
            writer.WriteNumber("multifd-zstd-level"u8, multifdZstdLevel);
        if (parameters.ThrottleTriggerThreshold is { } throttleTriggerThreshold)
            writer.WriteNumber("throttle-trigger-threshold"u8, throttleTriggerThreshold);
        if (parameters.CpuThrottleInitial is { } cpuThrottleInitial)
            writer.WriteNumber("cpu-throttle-initial"u8, cpuThrottleInitial);
        if (parameters.CpuThrottleIncrement is { } cpuThrottleIncrement)
            writer.WriteNumber("cpu-throttle-increment"u8, cpuThrottleIncrement);
        if (parameters.CpuThrottleTailslow is { } cpuThrottleTailslow)
            writer.WriteBoolean("cpu-throttle-tailslow"u8, cpuThrottleTailslow);
        if (parameters.MaxCpuThrottle is { } maxCpuThrottle)
            writer.WriteNumber("max-cpu-throttle"u8, maxCpuThrottle);
        if (parameters.AnnounceInitial is { } announceInitial)
            writer.WriteNumber("announce-initial"u8, (long)announceInitial.TotalMilliseconds);
        if (parameters.AnnounceMax is { } announceMax)
            writer.WriteNumber("announce-max"u8, (long)announceMax.TotalMilliseconds);
        if (parameters.AnnounceRounds is { } announceRounds)
            writer.WriteNumber("announce-rounds"u8, announceRounds);
        if (parameters.AnnounceStep is { } announceStep)
            writer.WriteNumber("announce-step"u8, (long)announceStep.TotalMilliseconds);
        if (parameters.TlsCredentials is not null)
            writer.WriteString("tls-creds"u8, parameters.TlsCredentials);
        if (parameters.TlsHostName is not null)
            writer.WriteString("tls-hostname"u8, parameters.TlsHostName);
        if (parameters.TlsAuthorization is not null)
            writer.WriteString("tls-authz"u8, parameters.TlsAuthorization);
        if (parameters.VcpuDirtyLimit is { } vcpuDirtyLimit)
            writer.WriteNumber("vcpu-dirty-limit"u8, vcpuDirtyLimit);
        if (parameters.Mode is not null)
            writer.WriteString("mode"u8, parameters.Mode);
        if (parameters.ZeroPageDetection is not null)
            writer.WriteString("zero-page-detection"u8, parameters.ZeroPageDetection);
        if (parameters.DirectIo is { } directIo)
            writer.WriteBoolean("direct-io"u8, directIo);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
