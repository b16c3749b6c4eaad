using System.Text.Json;
using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    /// <summary>Asks for the character devices. QEMU: <c>query-chardev</c>, since 0.14.</summary>
    public ValueTask<IReadOnlyList<CharacterDevice>> QueryChardevAsync(
        TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryChardev, IReadOnlyList<CharacterDevice>>(default, timeout, cancellationToken);

    /// <summary>
    /// Adds a character device. <c>backend</c> writes the members of its <c>backend</c> object: <c>type</c> and <c>data</c>. QEMU:
    /// <c>chardev-add</c>, since 1.4.
    /// </summary>
    public ValueTask<CharacterDeviceCreated> ChardevAddAsync(
        string id, Action<Utf8JsonWriter> backend, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<ChardevAdd, CharacterDeviceCreated>(new ChardevAdd(id, backend), timeout, cancellationToken);

    /// <summary>Connects a character device to something else. QEMU: <c>chardev-change</c>, since 2.10.</summary>
    public ValueTask<CharacterDeviceCreated> ChardevChangeAsync(
        string id, Action<Utf8JsonWriter> backend, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<ChardevChange, CharacterDeviceCreated>(new ChardevChange(id, backend), timeout, cancellationToken);

    /// <summary>Takes a character device away. QEMU: <c>chardev-remove</c>, since 1.4.</summary>
    public ValueTask ChardevRemoveAsync(string id, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new ChardevRemove(id), timeout, cancellationToken);

    /// <summary>Sends a break to the guest. QEMU: <c>chardev-send-break</c>, since 2.10.</summary>
    public ValueTask ChardevSendBreakAsync(string id, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new ChardevSendBreak(id), timeout, cancellationToken);
}
