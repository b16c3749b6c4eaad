using System.Text.Json;
using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    /// <summary>Stops the NBD server; its exports go with it. QEMU: <c>nbd-server-stop</c>, since 1.3.</summary>
    public ValueTask NbdServerStopAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(default(NbdServerStop), timeout, cancellationToken);

    /// <summary>
    /// Exports a node: <c>nbd</c>, <c>vhost-user-blk</c>, <c>fuse</c>, <c>vduse-blk</c>. What the type needs more is written by
    /// <c>options</c>, as members beside it. QEMU: <c>block-export-add</c>, since 5.2.
    /// </summary>
    public ValueTask BlockExportAddAsync(
        string type, string id, string nodeName, bool? writable = null, bool? writethrough = null, string? ioThread = null, bool? fixedIoThread = null, Action<Utf8JsonWriter>? options = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockExportAdd(type, id, nodeName, writable, writethrough, ioThread, fixedIoThread, options), timeout, cancellationToken);

    /// <summary>
    /// Ends an export: <c>safe</c> is refused while clients are connected, <c>hard</c> cuts them off. QEMU: <c>block-export-del</c>,
    /// since 5.2.
    /// </summary>
    public ValueTask BlockExportDelAsync(
        string id, string? mode = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new BlockExportDel(id, mode), timeout, cancellationToken);

    /// <summary>Asks for the exports. QEMU: <c>query-block-exports</c>, since 5.2.</summary>
    public ValueTask<IReadOnlyList<BlockExport>> QueryBlockExportsAsync(
        TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryBlockExports, IReadOnlyList<BlockExport>>(default, timeout, cancellationToken);

    /// <summary>Starts the NBD server on a unix socket of this path. QEMU: <c>nbd-server-start</c>, since 1.3.</summary>
    public ValueTask NbdServerStartAsync(
        string path, string? tlsCredentials = null, string? tlsAuthorization = null, int? maxConnections = null, TimeSpan? timeout = null,
        CancellationToken cancellationToken = default) =>
        ExecuteAsync(new NbdServerStart(path, tlsCredentials, tlsAuthorization, maxConnections), timeout, cancellationToken);
}
