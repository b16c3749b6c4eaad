using System.Text.Json;
using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    /// <summary>
    /// Adds a node to the block graph. What its driver needs beyond its name is written by <c>options</c>, as members beside it.
    /// QEMU: <c>blockdev-add</c>, since 2.9.
    /// </summary>
    public ValueTask BlockdevAddAsync(
        string driver, string nodeName, Action<Utf8JsonWriter>? options = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockdevAdd(driver, nodeName, options), timeout, cancellationToken);

    /// <summary>Takes a node out of the block graph. Refused while something uses it. QEMU: <c>blockdev-del</c>, since 2.9.</summary>
    public ValueTask BlockdevDelAsync(string nodeName, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockdevDel(nodeName), timeout, cancellationToken);

    /// <summary>
    /// Puts an overlay above a node: the guest writes to the overlay from then on. QEMU: <c>blockdev-snapshot</c>, since 2.5.
    /// </summary>
    public ValueTask BlockdevSnapshotAsync(
        string node, string overlay, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockdevSnapshot(node, overlay), timeout, cancellationToken);

    /// <summary>Changes the size that the guest sees. QEMU: <c>block_resize</c>, since 0.14.</summary>
    public ValueTask BlockResizeAsync(
        string nodeName, long sizeBytes, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockResize(nodeName, sizeBytes), timeout, cancellationToken);

    /// <summary>
    /// Sets the offset whose first write is told as <see cref="QmpEvents.BlockWriteThreshold"/>; 0 is none. QEMU:
    /// <c>block-set-write-threshold</c>, since 2.3.
    /// </summary>
    public ValueTask BlockSetWriteThresholdAsync(
        string nodeName, long thresholdBytes, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockSetWriteThreshold(nodeName, thresholdBytes), timeout, cancellationToken);

    /// <summary>Limits a device's throughput, beginning at once; 0 is no limit. QEMU: <c>block_set_io_throttle</c>, since 1.1.</summary>
    public ValueTask BlockSetIoThrottleAsync(
        string qdevId, BlockThrottle options = default, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockSetIoThrottle(qdevId, options), timeout, cancellationToken);

    /// <summary>
    /// Takes the medium out; the tray is opened for it. Refused while the guest has it locked, unless forced. QEMU: <c>eject</c>,
    /// since 0.14.
    /// </summary>
    public ValueTask EjectAsync(
        string qdevId, bool? force = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new Eject(qdevId, force), timeout, cancellationToken);

    /// <summary>Opens the tray, or asks the guest to. QEMU: <c>blockdev-open-tray</c>, since 2.5.</summary>
    public ValueTask BlockdevOpenTrayAsync(
        string qdevId, bool? force = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockdevOpenTray(qdevId, force), timeout, cancellationToken);

    /// <summary>Closes the tray. QEMU: <c>blockdev-close-tray</c>, since 2.5.</summary>
    public ValueTask BlockdevCloseTrayAsync(string qdevId, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockdevCloseTray(qdevId), timeout, cancellationToken);

    /// <summary>Puts a node into an open tray. QEMU: <c>blockdev-insert-medium</c>, since 2.12.</summary>
    public ValueTask BlockdevInsertMediumAsync(
        string qdevId, string nodeName, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockdevInsertMedium(qdevId, nodeName), timeout, cancellationToken);

    /// <summary>Takes the node out of an open tray. QEMU: <c>blockdev-remove-medium</c>, since 2.12.</summary>
    public ValueTask BlockdevRemoveMediumAsync(string qdevId, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockdevRemoveMedium(qdevId), timeout, cancellationToken);

    /// <summary>Takes a dirty bitmap off a node. QEMU: <c>block-dirty-bitmap-remove</c>, since 2.4.</summary>
    public ValueTask BlockDirtyBitmapRemoveAsync(
        string node, string name, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockDirtyBitmapRemove(node, name), timeout, cancellationToken);

    /// <summary>Marks all as clean. QEMU: <c>block-dirty-bitmap-clear</c>, since 2.4.</summary>
    public ValueTask BlockDirtyBitmapClearAsync(
        string node, string name, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockDirtyBitmapClear(node, name), timeout, cancellationToken);

    /// <summary>Has a dirty bitmap mark new writes. QEMU: <c>block-dirty-bitmap-enable</c>, since 4.0.</summary>
    public ValueTask BlockDirtyBitmapEnableAsync(
        string node, string name, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockDirtyBitmapEnable(node, name), timeout, cancellationToken);

    /// <summary>Has a dirty bitmap mark no new writes. QEMU: <c>block-dirty-bitmap-disable</c>, since 4.0.</summary>
    public ValueTask BlockDirtyBitmapDisableAsync(
        string node, string name, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockDirtyBitmapDisable(node, name), timeout, cancellationToken);

    /// <summary>Begins to mark a node's writes in a new bitmap. QEMU: <c>block-dirty-bitmap-add</c>, since 2.4.</summary>
    public ValueTask BlockDirtyBitmapAddAsync(
        string node, string name, long? granularityBytes = null, bool? persistent = null, bool? disabled = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockDirtyBitmapAdd(node, name, granularityBytes, persistent, disabled), timeout, cancellationToken);

    /// <summary>Adds the marks of other bitmaps of the same node to one. QEMU: <c>block-dirty-bitmap-merge</c>, since 4.0.</summary>
    public ValueTask BlockDirtyBitmapMergeAsync(
        string node, string target, IReadOnlyList<string> bitmaps, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockDirtyBitmapMerge(node, target, bitmaps), timeout, cancellationToken);

    /// <summary>
    /// Formats an image as a job whose end is <see cref="JobStatus.Concluded"/>; dismiss it then. <c>options</c> writes the members beside the driver. QEMU:
    /// <c>blockdev-create</c>, since 3.0.
    /// </summary>
    public ValueTask BlockdevCreateAsync(
        string jobId, string driver, Action<Utf8JsonWriter>? options = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockdevCreate(jobId, driver, options), timeout, cancellationToken);

    /// <summary>Opens a node again with other options, all of which <c>options</c> writes. QEMU: <c>blockdev-reopen</c>, since 6.1.</summary>
    public ValueTask BlockdevReopenAsync(
        string driver, string nodeName, Action<Utf8JsonWriter>? options = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockdevReopen(driver, nodeName, options), timeout, cancellationToken);
}
