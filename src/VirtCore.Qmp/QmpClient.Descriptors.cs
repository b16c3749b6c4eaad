using System.Runtime.InteropServices;
using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    /// <summary>Gives QEMU a descriptor under a name (<c>getfd</c>), to be used as <c>fd:NAME</c>. A descriptor that had the name is closed there.</summary>
    /// <param name="name">The name. It must not begin with a digit.</param>
    /// <param name="descriptor">
    /// The descriptor. QEMU gets a duplicate by SCM_RIGHTS; this handle stays the caller's, who disposes it whenever he likes: it is
    /// kept open until it has been sent.
    /// </param>
    /// <param name="timeout">The time-out, or null for that of the call's class.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer. Whether QEMU has taken the descriptor is then unknown.</param>
    /// <remarks>
    /// QEMU keeps one unclaimed descriptor a monitor and closes it when the next one arrives, so the client sends the next only
    /// when the one before has been answered. QEMU closes all named descriptors when the connection ends.
    /// </remarks>
    public ValueTask GetFdAsync(string name, SafeHandle descriptor, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteWithDescriptorAsync(new GetFd(name), descriptor, timeout, cancellationToken);

    /// <summary>Closes a descriptor that QEMU got by <see cref="GetFdAsync"/> and has not used (<c>closefd</c>).</summary>
    public ValueTask CloseFdAsync(string name, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new CloseFd(name), timeout, cancellationToken);

    /// <summary>Asks for the fd sets. QEMU: <c>query-fdsets</c>, since 1.2.</summary>
    public ValueTask<IReadOnlyList<FdSet>> QueryFdSetsAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryFdSets, IReadOnlyList<FdSet>>(default, timeout, cancellationToken);

    /// <summary>
    /// Takes a descriptor, or all of them, out of an fd set. QEMU closes those that nothing uses, older ones (7.2) only while the guest runs. QEMU: <c>remove-fd</c>, since 1.2.
    /// </summary>
    public ValueTask RemoveFdAsync(int fdSetId, int? fd = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new RemoveFd(fdSetId, fd), timeout, cancellationToken);

    /// <summary>Gives QEMU a descriptor for an fd set (<c>add-fd</c>, since 1.2), to be used as <c>/dev/fdset/ID</c> where QEMU opens a path.</summary>
    /// <param name="descriptor">The descriptor. QEMU gets a duplicate; this handle stays the caller's and is kept open until it has been sent.</param>
    /// <param name="fdSetId">The set, made where it is new; null for a new one with an id of QEMU's choice.</param>
    /// <param name="opaque">A note that <see cref="QueryFdSetsAsync"/> shows again, or null.</param>
    /// <param name="timeout">The time-out, or null for that of the call's class.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer. Whether QEMU has taken the descriptor is then unknown.</param>
    /// <remarks>QEMU closes the descriptors of a set that nothing uses when the connection ends.</remarks>
    public ValueTask<AddedFd> AddFdAsync(
        SafeHandle descriptor, int? fdSetId = null, string? opaque = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteWithDescriptorAsync<AddFd, AddedFd>(new AddFd(fdSetId, opaque), descriptor, timeout, cancellationToken);
}
