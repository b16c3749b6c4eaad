using System.Runtime.InteropServices;
using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A session with the agent that runs inside a guest (<c>qemu-ga</c>).</summary>
/// <remarks>
/// Thread-safe; the agent executes one command at a time, so calls wait for each other in order. Each stays usable after a time-out or a cancellation: the next call gets in
/// step again by a 0xFF byte and <c>guest-sync-delimited</c>, and what came late is passed over. <b>What it says is what the guest wants to be believed.</b>
/// Names and replies are those of the <see href="https://www.qemu.org/docs/master/interop/qemu-ga-ref.html">guest agent reference</see>.
/// </remarks>
public sealed partial class GuestAgentClient : IAsyncDisposable
{
    private readonly AgentSession _session;
    private readonly GuestAgentOptions _options;

    private GuestAgentClient(AgentSession session, GuestAgentOptions options)
    {
        _session = session;
        _options = options;
    }

    /// <summary>Completes once, never with an exception, when the session has ended, with the reason. Every pending call has failed by then.</summary>
    public Task<QmpDisconnect> Disconnected => _session.Disconnected;

    /// <summary>Takes over a connected unix stream socket: the one of the agent's virtio serial port. Nothing is sent: whether an agent listens, only a call tells.</summary>
    /// <param name="socket">The socket. The client owns it from this call on, whatever becomes of it, and makes it non-blocking.</param>
    /// <param name="options">Limits and time-outs, or null for the defaults.</param>
    /// <exception cref="KernelException">The socket cannot be waited on.</exception>
    public static GuestAgentClient Open(SafeHandle socket, GuestAgentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(socket);
        options ??= new GuestAgentOptions();
        return new GuestAgentClient(AgentSession.Open(socket, options.MaxMessageBytes), options);
    }

    /// <summary>Executes any command of the agent.</summary>
    /// <param name="name">The command's name, such as <c>guest-get-vcpus</c>.</param>
    /// <param name="arguments">Writes the members of the <c>arguments</c> object, on this thread, before the call returns. Null for none.</param>
    /// <param name="reader">Reads the reply on the event loop's thread; it must not block.</param>
    /// <param name="timeout">The time-out, or null for <see cref="GuestAgentOptions.CommandTimeout"/>.</param>
    /// <param name="cancellationToken">Gives the caller up at once. A command that has been sent is carried out all the same; its answer is passed over.</param>
    /// <exception cref="QmpCommandException">The agent refused the command.</exception>
    /// <exception cref="QmpDisconnectedException">The session has ended, before or meanwhile.</exception>
    /// <exception cref="QmpProtocolException">The answer is not what the command promises.</exception>
    /// <exception cref="TimeoutException">There was no answer in time.</exception>
    public Task<T> ExecuteAsync<T>(
        string name, Action<Utf8JsonWriter>? arguments, QmpReplyReader<T> reader, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(reader);
        return _session.CallAsync(name, AgentMessage.Command(name, arguments), reader, timeout ?? _options.CommandTimeout, cancellationToken);
    }

    /// <summary>Asks whether the agent is there (<c>guest-ping</c>).</summary>
    public Task PingAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync("guest-ping", null, ReadNothing, timeout, cancellationToken);

    /// <summary>Asks for the agent's version and commands (<c>guest-info</c>).</summary>
    public Task<GuestAgentInfo> InfoAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync("guest-info", null, QmpObject.Read<GuestAgentInfo>, timeout, cancellationToken);

    /// <summary>Ends the session and closes the socket. Pending calls fail with <see cref="QmpDisconnectedException"/>.</summary>
    public ValueTask DisposeAsync()
    {
        _session.Close(new QmpDisconnect(QmpDisconnectCause.Disposed, "the guest agent's client was disposed"));
        return ValueTask.CompletedTask;
    }

    private static bool ReadNothing(ref Utf8JsonReader reader) => true;

    private static long ReadInt64(ref Utf8JsonReader reader) => reader.GetInt64();

    private static void WriteOptional(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<string>? values)
    {
        if (values is not null)
            QmpArguments.WriteStrings(writer, name, values);
    }
}
