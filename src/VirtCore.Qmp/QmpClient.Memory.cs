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
}
