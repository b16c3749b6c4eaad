using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    /// <summary>Asks for the input/output threads. QEMU: <c>query-iothreads</c>, since 2.0.</summary>
    public ValueTask<IReadOnlyList<IoThreadInfo>> QueryIothreadsAsync(
        TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryIothreads, IReadOnlyList<IoThreadInfo>>(default, timeout, cancellationToken);

    /// <summary>Asks which architecture this QEMU emulates. QEMU: <c>query-target</c>, since 1.2.</summary>
    public ValueTask<TargetInfo> QueryTargetAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryTarget, TargetInfo>(default, timeout, cancellationToken);

    /// <summary>Asks which machine types this QEMU has. QEMU: <c>query-machines</c>, since 1.2.</summary>
    public ValueTask<IReadOnlyList<MachineType>> QueryMachinesAsync(
        TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryMachines, IReadOnlyList<MachineType>>(default, timeout, cancellationToken);

    /// <summary>Asks what the machine that runs can do. QEMU: <c>query-current-machine</c>, since 4.0.</summary>
    public ValueTask<CurrentMachine> QueryCurrentMachineAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryCurrentMachine, CurrentMachine>(default, timeout, cancellationToken);
}
