using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    /// <summary>
    /// Asks for the guest's block devices and what is in them. QEMU reads the images for it: with storage that hangs it takes long.
    /// QEMU: <c>query-block</c>, since 0.14.
    /// </summary>
    public ValueTask<IReadOnlyList<BlockDevice>> QueryBlockAsync(
        TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryBlock, IReadOnlyList<BlockDevice>>(default, timeout, cancellationToken);

    /// <summary>
    /// Asks for the nodes of the block graph. Flat leaves out the images below an image. QEMU: <c>query-named-block-nodes</c>, since
    /// 2.0.
    /// </summary>
    public ValueTask<IReadOnlyList<BlockNode>> QueryNamedBlockNodesAsync(
        bool? flat = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryNamedBlockNodes, IReadOnlyList<BlockNode>>(new QueryNamedBlockNodes(flat), timeout, cancellationToken);

    /// <summary>Asks what the block devices, or all nodes, have done. QEMU: <c>query-blockstats</c>, since 0.14.</summary>
    public ValueTask<IReadOnlyList<BlockStatistics>> QueryBlockStatisticsAsync(
        bool? nodes = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryBlockStatistics, IReadOnlyList<BlockStatistics>>(new QueryBlockStatistics(nodes), timeout, cancellationToken);
}
