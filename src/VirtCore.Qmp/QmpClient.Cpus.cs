using System.Text.Json;
using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    /// <summary>Asks for the places of vCPUs, taken and free. QEMU: <c>query-hotpluggable-cpus</c>, since 2.7.</summary>
    public ValueTask<IReadOnlyList<HotpluggableCpu>> QueryHotpluggableCpusAsync(
        TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryHotpluggableCpus, IReadOnlyList<HotpluggableCpu>>(default, timeout, cancellationToken);

    /// <summary>
    /// Asks which CPU models this QEMU has, and what keeps each from running here. QEMU: <c>query-cpu-definitions</c>, since 1.2.
    /// </summary>
    public ValueTask<IReadOnlyList<CpuDefinition>> QueryCpuDefinitionsAsync(
        TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryCpuDefinitions, IReadOnlyList<CpuDefinition>>(default, timeout, cancellationToken);

    /// <summary>
    /// Asks what a CPU model amounts to on this host: as few properties as possible, or, full, all of them. <c>properties</c> writes changes to the model. QEMU:
    /// <c>query-cpu-model-expansion</c>, since 2.8.
    /// </summary>
    public ValueTask<CpuModel> QueryCpuModelExpansionAsync(
        string model, bool full = false, Action<Utf8JsonWriter>? properties = null, TimeSpan? timeout = null,
        CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryCpuModelExpansion, CpuModel>(new QueryCpuModelExpansion(model, full, properties), timeout, cancellationToken);
}
