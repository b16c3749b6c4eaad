using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    /// <summary>
    /// Saves the machine's state and its disks' as a job. The guest is paused meanwhile. <c>tag</c> is its name, <c>vmState</c> the
    /// node that holds the machine's state, <c>devices</c> the nodes. QEMU: <c>snapshot-save</c>, since 6.0.
    /// </summary>
    public ValueTask SnapshotSaveAsync(
        string jobId, string tag, string vmState, IReadOnlyList<string> devices, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new SnapshotSave(jobId, tag, vmState, devices), timeout, cancellationToken);

    /// <summary>
    /// Goes back to a saved state, as a job. <c>tag</c> is its name, <c>vmState</c> the node that holds the machine's state,
    /// <c>devices</c> the nodes. QEMU: <c>snapshot-load</c>, since 6.0.
    /// </summary>
    public ValueTask SnapshotLoadAsync(
        string jobId, string tag, string vmState, IReadOnlyList<string> devices, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new SnapshotLoad(jobId, tag, vmState, devices), timeout, cancellationToken);

    /// <summary>
    /// Deletes a saved state, as a job. <c>tag</c> is its name, <c>devices</c> the nodes. QEMU: <c>snapshot-delete</c>, since 6.0.
    /// </summary>
    public ValueTask SnapshotDeleteAsync(
        string jobId, string tag, IReadOnlyList<string> devices, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new SnapshotDelete(jobId, tag, devices), timeout, cancellationToken);
}
