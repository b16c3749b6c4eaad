using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    /// <summary>Has QEMU write guest-physical memory to a file (<c>pmemsave</c>). Stop the guest first for a picture of one moment.</summary>
    /// <param name="address">The guest-physical address of the first byte.</param>
    /// <param name="sizeBytes">How many bytes.</param>
    /// <param name="path">The file, as QEMU sees the file system. It is overwritten.</param>
    /// <param name="timeout">The time-out, or null for that of the call's class.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer; QEMU goes on writing.</param>
    public ValueTask PmemsaveAsync(
        long address, long sizeBytes, string path, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new Pmemsave(address, sizeBytes, path), timeout, cancellationToken);

    /// <summary>Asks for the guest's memory without the balloon. QEMU: <c>query-memory-size-summary</c>, since 2.11.</summary>
    public ValueTask<MemorySizes> QueryMemorySizeSummaryAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryMemorySizeSummary, MemorySizes>(default, timeout, cancellationToken);

    /// <summary>Asks for the memory backends. QEMU: <c>query-memdev</c>, since 2.1.</summary>
    public ValueTask<IReadOnlyList<MemoryBackend>> QueryMemdevAsync(
        TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryMemdev, IReadOnlyList<MemoryBackend>>(default, timeout, cancellationToken);

    /// <summary>Asks for the memory devices. QEMU: <c>query-memory-devices</c>, since 2.1.</summary>
    public ValueTask<IReadOnlyList<MemoryDevice>> QueryMemoryDevicesAsync(
        TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryMemoryDevices, IReadOnlyList<MemoryDevice>>(default, timeout, cancellationToken);

    /// <summary>Has QEMU write virtual memory, as a vCPU sees it, to a file. QEMU: <c>memsave</c>, since 0.14.</summary>
    public ValueTask MemsaveAsync(
        long address, long sizeBytes, string path, int? cpuIndex = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new Memsave(address, sizeBytes, path, cpuIndex), timeout, cancellationToken);

    /// <summary>
    /// Has QEMU write the guest's memory as a core dump. <c>protocol</c> is <c>file:PATH</c> or <c>fd:NAME</c>. Detached, it answers
    /// at once; see <see cref="QmpEvents.DumpCompleted"/>. QEMU: <c>dump-guest-memory</c>, since 1.2.
    /// </summary>
    public ValueTask DumpGuestMemoryAsync(
        bool paging, string protocol, bool? detach = null, long? begin = null, long? length = null, string? format = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new DumpGuestMemory(paging, protocol, detach, begin, length, format), timeout, cancellationToken);

    /// <summary>Asks how far a detached dump is. QEMU: <c>query-dump</c>, since 2.6.</summary>
    public ValueTask<DumpProgress> QueryDumpAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryDump, DumpProgress>(default, timeout, cancellationToken);
}
