using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    /// <summary>Lists the properties and children of an object. QEMU: <c>qom-list</c>, since 1.2.</summary>
    public ValueTask<IReadOnlyList<QomProperty>> QomListAsync(
        string path, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QomList, IReadOnlyList<QomProperty>>(new QomList(path), timeout, cancellationToken);

    /// <summary>Lists the types. QEMU: <c>qom-list-types</c>, since 1.1.</summary>
    public ValueTask<IReadOnlyList<QomType>> QomListTypesAsync(
        string? implements = null, bool? includeAbstract = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QomListTypes, IReadOnlyList<QomType>>(new QomListTypes(implements, includeAbstract), timeout, cancellationToken);

    /// <summary>Lists the properties of a type. QEMU: <c>qom-list-properties</c>, since 2.12.</summary>
    public ValueTask<IReadOnlyList<QomProperty>> QomListPropertiesAsync(
        string typeName, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QomListProperties, IReadOnlyList<QomProperty>>(new QomListProperties(typeName), timeout, cancellationToken);

    /// <summary>Lists the properties of a device's type. QEMU: <c>device-list-properties</c>, since 1.2.</summary>
    public ValueTask<IReadOnlyList<QomProperty>> DeviceListPropertiesAsync(
        string typeName, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<DeviceListProperties, IReadOnlyList<QomProperty>>(new DeviceListProperties(typeName), timeout, cancellationToken);

    /// <summary>Asks for a property of an object. QEMU: <c>qom-get</c>, since 1.2.</summary>
    public ValueTask<QomValue> QomGetAsync(string path, string property, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QomGet, QomValue>(new QomGet(path, property), timeout, cancellationToken);

    /// <summary>Sets a property of an object. QEMU: <c>qom-set</c>, since 1.2.</summary>
    public ValueTask QomSetAsync(
        string path, string property, QomValue value, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new QomSet(path, property, value), timeout, cancellationToken);
}
