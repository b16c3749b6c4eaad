using System.Runtime.InteropServices;

namespace VirtCore.Qmp;

/// <summary>A session with one QEMU machine's monitor over QMP.</summary>
/// <remarks>
/// Thread-safe: any number of commands may be under way, and they reach QEMU in the order of the calls. Nothing is retried by itself. After a
/// time-out or a cancellation the session stays usable: the late answer is absorbed. See the
/// <see href="https://www.qemu.org/docs/master/interop/qmp-spec.html">QMP specification</see>.
/// </remarks>
public sealed partial class QmpClient : IAsyncDisposable
{
    private readonly QmpSession _session;

    private QmpClient(QmpSession session, QmpGreeting greeting)
    {
        _session = session;
        Greeting = greeting;
    }

    /// <summary>What QEMU said first: its version.</summary>
    public QmpGreeting Greeting { get; }

    /// <summary>Whether commands can overtake those that wait for QEMU's main loop.</summary>
    public bool OutOfBandEnabled => _session.OutOfBandEnabled;

    /// <summary>Completes once, never with an exception, when the session has ended, with the reason. Every pending command has failed by then.</summary>
    public Task<QmpDisconnect> Disconnected => _session.Disconnected;

    /// <summary>How many replies came that belong to commands of an earlier client of this monitor. They are passed over.</summary>
    /// <remarks>QEMU answers a command to whoever is connected when it is done, so a client that connects after another died may see its answers.</remarks>
    public long StrayReplies => _session.StrayReplies;

    /// <summary>Takes over a connected unix stream socket, waits for QEMU's greeting and negotiates the capabilities.</summary>
    /// <param name="socket">
    /// The socket; also one end of a socketpair. The client owns it from this call on, whatever becomes of it, and makes it non-blocking.
    /// </param>
    /// <param name="options">Limits and time-outs, or null for the defaults.</param>
    /// <param name="cancellationToken">Gives up; the socket is then closed.</param>
    /// <exception cref="TimeoutException">QEMU did not finish the handshake in <see cref="QmpClientOptions.HandshakeTimeout"/>.</exception>
    /// <exception cref="QmpDisconnectedException">The connection ended in the handshake.</exception>
    /// <exception cref="QmpCommandException">QEMU refused the capabilities.</exception>
    /// <exception cref="KernelException">The socket cannot be waited on.</exception>
    public static async ValueTask<QmpClient> ConnectAsync(
        SafeHandle socket, QmpClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(socket);
        QmpSession session = QmpSession.Open(socket, options ?? new QmpClientOptions());
        QmpGreeting greeting = await session.HandshakeAsync(cancellationToken).ConfigureAwait(false);
        return new QmpClient(session, greeting);
    }

    /// <summary>Ends the session and closes the socket. Pending commands fail with <see cref="QmpDisconnectedException"/>. QEMU runs on.</summary>
    public ValueTask DisposeAsync()
    {
        _session.Close(new QmpDisconnect(QmpDisconnectCause.Disposed, "the QMP client was disposed"));
        return ValueTask.CompletedTask;
    }
}
