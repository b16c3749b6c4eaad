using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    /// <summary>
    /// Copies a device to a node and follows the guest, until <see cref="JobCompleteAsync"/> switches over or <see
    /// cref="BlockJobCancelAsync"/> leaves the copy as it is. QEMU: <c>blockdev-mirror</c>, since 2.6.
    /// </summary>
    public ValueTask BlockdevMirrorAsync(
        string device, string target, BlockSyncMode sync, BlockMirrorOptions options = default, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockdevMirror(device, target, sync, options), timeout, cancellationToken);

    /// <summary>
    /// Copies a device's state of this moment to a node while the guest goes on. QEMU: <c>blockdev-backup</c>, since 2.3.
    /// </summary>
    public ValueTask BlockdevBackupAsync(
        string device, string target, BlockSyncMode sync, BlockBackupOptions options = default, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        if (options.DiscardSource is not null)
            RequireArgument("blockdev-backup", "discard-source", 9, 1);
        return ExecuteAsync(new BlockdevBackup(device, target, sync, options), timeout, cancellationToken);
    }

    /// <summary>Copies images down into one below them. QEMU: <c>block-commit</c>, since 1.3.</summary>
    public ValueTask BlockCommitAsync(
        string device, BlockCommitOptions options = default, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        if (options.BackingMaskProtocol is not null)
            RequireArgument("block-commit", "backing-mask-protocol", 9, 0);
        return ExecuteAsync(new BlockCommit(device, options), timeout, cancellationToken);
    }

    /// <summary>Copies the images below a device up into it. QEMU: <c>block-stream</c>, since 1.1.</summary>
    public ValueTask BlockStreamAsync(
        string device, BlockStreamOptions options = default, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        if (options.BackingMaskProtocol is not null)
            RequireArgument("block-stream", "backing-mask-protocol", 9, 0);
        return ExecuteAsync(new BlockStream(device, options), timeout, cancellationToken);
    }

    /// <summary>Asks for the block jobs. QEMU: <c>query-block-jobs</c>, since 1.1.</summary>
    public ValueTask<IReadOnlyList<BlockJobInfo>> QueryBlockJobsAsync(
        TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryBlockJobs, IReadOnlyList<BlockJobInfo>>(default, timeout, cancellationToken);

    /// <summary>
    /// Ends a job. A mirror that is ready leaves a whole copy behind, unless forced. QEMU: <c>block-job-cancel</c>, since 1.1.
    /// </summary>
    public ValueTask BlockJobCancelAsync(
        string id, bool? force = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockJobCancel(id, force), timeout, cancellationToken);

    /// <summary>Limits a job's speed; 0 is no limit. QEMU: <c>block-job-set-speed</c>, since 1.1.</summary>
    public ValueTask BlockJobSetSpeedAsync(
        string id, long bytesPerSecond, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockJobSetSpeed(id, bytesPerSecond), timeout, cancellationToken);

    /// <summary>Changes how a running mirror follows the guest; QEMU knows only the way to <see cref="MirrorCopyMode.WriteBlocking"/>. QEMU: <c>block-job-change</c>, since 8.2.</summary>
    /// <exception cref="NotSupportedException">This QEMU has no such command.</exception>
    public ValueTask BlockJobChangeAsync(
        string id, MirrorCopyMode copyMode, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        RequireCommand("block-job-change", 8, 2);
        return ExecuteAsync(new BlockJobChange(id, copyMode), timeout, cancellationToken);
    }
}
