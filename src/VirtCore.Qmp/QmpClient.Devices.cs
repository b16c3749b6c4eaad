using System.Text.Json;
using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    /// <summary>
    /// Plugs a device in. Its properties are written by <c>properties</c>, as members beside the driver. QEMU: <c>device_add</c>,
    /// since 0.13.
    /// </summary>
    public ValueTask DeviceAddAsync(
        string driver, string? id = null, string? bus = null, Action<Utf8JsonWriter>? properties = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new DeviceAdd(driver, id, bus, properties), timeout, cancellationToken);

    /// <summary>
    /// Asks for a device to be unplugged. It is gone when <see cref="QmpEvents.DeviceDeleted"/> says so; the guest may refuse. QEMU:
    /// <c>device_del</c>, since 0.14.
    /// </summary>
    public ValueTask DeviceDelAsync(string id, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new DeviceDel(id), timeout, cancellationToken);

    /// <summary>
    /// Makes a back-end object. Its properties are written by <c>properties</c>, as members beside its type. QEMU: <c>object-add</c>,
    /// since 2.0.
    /// </summary>
    public ValueTask ObjectAddAsync(
        string type, string id, Action<Utf8JsonWriter>? properties = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new ObjectAdd(type, id, properties), timeout, cancellationToken);

    /// <summary>Deletes a back-end object. Refused while it is used. QEMU: <c>object-del</c>, since 2.0.</summary>
    public ValueTask ObjectDelAsync(string id, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new ObjectDel(id), timeout, cancellationToken);
}
