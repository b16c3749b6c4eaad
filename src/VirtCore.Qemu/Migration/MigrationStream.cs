using VirtCore.Migration;
using VirtCore.Qmp;

namespace VirtCore.Qemu;

/// <summary>What both sides know of QEMU's migration stream.</summary>
internal static class MigrationStream
{
    /// <summary>The name under which the stream's socket is handed to QEMU by <c>getfd</c>.</summary>
    public const string DescriptorName = "virtcore-migration";

    /// <summary>The stream's address for <c>migrate</c> and <c>migrate-incoming</c>.</summary>
    public const string Uri = "fd:" + DescriptorName;

    private const double BitsPerMegabit = 1e6;

    public static bool IsUnderWay(MigrationStatus status) =>
        status is MigrationStatus.Setup or MigrationStatus.Active or MigrationStatus.PreSwitchover or MigrationStatus.Device
            or MigrationStatus.Cancelling or MigrationStatus.WaitUnplug;

    /// <summary>Waits until a stream that was cancelled is over, whatever way it ended.</summary>
    public static async ValueTask WaitForEndAsync(QmpClient monitor, QmpEventSubscription events, CancellationToken cancellationToken)
    {
        MigrationInfo info = await monitor.QueryMigrateAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        if (!IsUnderWay(info.Status))
            return;
        await foreach (QmpEvent _ in events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            info = await monitor.QueryMigrateAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            if (!IsUnderWay(info.Status))
                return;
        }
    }

    public static async ValueTask<Exception> DescribeFailureAsync(QmpClient monitor, string side, CancellationToken cancellationToken)
    {
        MigrationInfo info = await monitor.QueryMigrateAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        string reason = string.IsNullOrEmpty(info.ErrorDescription) ? "QEMU gives no reason" : info.ErrorDescription;
        return new InvalidOperationException($"{side}: QEMU's migration is \"{info.StatusName}\": {reason}.");
    }

    public static MigrationStreamStatistics ToStatistics(in MigrationInfo info)
    {
        MigrationRam ram = info.Ram ?? default;
        return new MigrationStreamStatistics
        {
            TransferredBytes = ram.TransferredBytes,
            TotalBytes = ram.TotalBytes,
            Passes = ram.DirtySyncCount,
            Downtime = info.Downtime ?? TimeSpan.Zero,
        };
    }

    public static MigrationProgress ToProgress(in MigrationInfo info, TimeSpan elapsed)
    {
        MigrationRam ram = info.Ram ?? default;
        return new MigrationProgress
        {
            Phase = MigrationPhase.Perform,
            Elapsed = elapsed,
            TransferredBytes = ram.TransferredBytes,
            RemainingBytes = ram.RemainingBytes,
            TotalBytes = ram.TotalBytes,
            BytesPerSecond = (long)(ram.MegabitsPerSecond * BitsPerMegabit / 8),
            DirtyBytesPerSecond = ram.DirtyPagesPerSecond * ram.PageSizeBytes,
            Passes = ram.DirtySyncCount,
        };
    }
}
