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
}
