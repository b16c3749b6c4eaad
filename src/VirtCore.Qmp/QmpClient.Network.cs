using System.Text.Json;
using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    /// <summary>
    /// Adds a network back end. Its settings are written by <c>options</c>, as members beside its type. QEMU: <c>netdev_add</c>,
    /// since 0.14.
    /// </summary>
    public ValueTask NetdevAddAsync(
        string type, string id, Action<Utf8JsonWriter>? options = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new NetdevAdd(type, id, options), timeout, cancellationToken);

    /// <summary>Takes a network back end away. QEMU: <c>netdev_del</c>, since 0.14.</summary>
    public ValueTask NetdevDelAsync(string id, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new NetdevDel(id), timeout, cancellationToken);

    /// <summary>Plugs the cable of a network device in or out. QEMU: <c>set_link</c>, since 0.14.</summary>
    public ValueTask SetLinkAsync(string name, bool up, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new SetLink(name, up), timeout, cancellationToken);

    /// <summary>Has the guest's network devices announce themselves to the switches. QEMU: <c>announce-self</c>, since 4.0.</summary>
    public ValueTask AnnounceSelfAsync(
        TimeSpan initial, TimeSpan max, int rounds, TimeSpan step, IReadOnlyList<string>? interfaces = null, string? id = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new AnnounceSelf(initial, max, rounds, step, interfaces, id), timeout, cancellationToken);

    /// <summary>Asks what the guest's network devices let in. QEMU: <c>query-rx-filter</c>, since 1.6.</summary>
    public ValueTask<IReadOnlyList<RxFilter>> QueryRxFilterAsync(
        string? name = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryRxFilter, IReadOnlyList<RxFilter>>(new QueryRxFilter(name), timeout, cancellationToken);
}
