using System.Runtime.InteropServices;
using System.Text.Json;
using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    /// <summary>Executes a command and reads its reply. In steady state nothing is allocated beyond what the reply itself holds.</summary>
    /// <param name="command">The command. It is written before this call returns.</param>
    /// <param name="timeout">The time-out from now to the answer, or null for that of the command's class; <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    /// <param name="cancellationToken">
    /// Gives the caller up at once. A command that has been sent is carried out by QEMU all the same; its answer is absorbed.
    /// </param>
    /// <exception cref="QmpCommandException">QEMU refused the command.</exception>
    /// <exception cref="QmpDisconnectedException">The session has ended, before or meanwhile.</exception>
    /// <exception cref="QmpProtocolException">The reply is not what the command promises.</exception>
    /// <exception cref="TimeoutException">There was no answer in time.</exception>
    public ValueTask<TReply> ExecuteAsync<TCommand, TReply>(
        in TCommand command, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where TCommand : struct, IQmpCommand<TReply>, allows ref struct
    {
        PendingCommand<TReply> pending = TypedCommand<TCommand, TReply>.Create(in command, _session, descriptor: null);
        return pending.Start(timeout ?? _session.Options.TimeoutOf(TCommand.CallClass), cancellationToken);
    }

    /// <summary>Executes a command whose reply is empty.</summary>
    /// <inheritdoc cref="ExecuteAsync{TCommand, TReply}(in TCommand, TimeSpan?, CancellationToken)"/>
    public ValueTask ExecuteAsync<TCommand>(
        in TCommand command, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where TCommand : struct, IQmpCommand<QmpNothing>, allows ref struct
    {
        PendingCommand<QmpNothing> pending = TypedCommand<TCommand, QmpNothing>.Create(in command, _session, descriptor: null);
        return pending.StartWithoutReply(timeout ?? _session.Options.TimeoutOf(TCommand.CallClass), cancellationToken);
    }

    /// <summary>Executes a command with a descriptor that rides by SCM_RIGHTS on the first byte of its message.</summary>
    /// <param name="command">The command. It is written before this call returns.</param>
    /// <param name="descriptor">The descriptor. It stays the caller's, who may dispose it at any time after this call has returned.</param>
    /// <param name="timeout">The time-out, or null for that of the command's class.</param>
    /// <param name="cancellationToken">Gives the caller up at once.</param>
    /// <inheritdoc cref="ExecuteAsync{TCommand, TReply}(in TCommand, TimeSpan?, CancellationToken)"/>
    public ValueTask<TReply> ExecuteWithDescriptorAsync<TCommand, TReply>(
        in TCommand command, SafeHandle descriptor, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where TCommand : struct, IQmpCommand<TReply>, allows ref struct
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        PendingCommand<TReply> pending = TypedCommand<TCommand, TReply>.Create(in command, _session, descriptor);
        return pending.Start(timeout ?? _session.Options.TimeoutOf(TCommand.CallClass), cancellationToken);
    }

    /// <summary>Executes a command whose reply is empty, with a descriptor.</summary>
    /// <inheritdoc cref="ExecuteWithDescriptorAsync{TCommand, TReply}(in TCommand, SafeHandle, TimeSpan?, CancellationToken)"/>
    public ValueTask ExecuteWithDescriptorAsync<TCommand>(
        in TCommand command, SafeHandle descriptor, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where TCommand : struct, IQmpCommand<QmpNothing>, allows ref struct
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        PendingCommand<QmpNothing> pending = TypedCommand<TCommand, QmpNothing>.Create(in command, _session, descriptor);
        return pending.StartWithoutReply(timeout ?? _session.Options.TimeoutOf(TCommand.CallClass), cancellationToken);
    }

    /// <summary>Executes any command by name.</summary>
    /// <param name="name">The command's name, such as <c>query-block</c>.</param>
    /// <param name="arguments">Writes the members of the <c>arguments</c> object, on this thread, before the call returns. Null for none.</param>
    /// <param name="reader">Reads the reply on the event loop's thread; it must not block.</param>
    /// <param name="timeout">The time-out, or null for <see cref="QmpClientOptions.ControlTimeout"/>.</param>
    /// <param name="cancellationToken">Gives the caller up at once.</param>
    /// <inheritdoc cref="ExecuteAsync{TCommand, TReply}(in TCommand, TimeSpan?, CancellationToken)"/>
    public ValueTask<T> ExecuteAsync<T>(
        string name, Action<Utf8JsonWriter>? arguments, QmpReplyReader<T> reader, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(reader);
        PendingCommand<T> pending = NamedCommand<T>.Create(name, arguments, reader, _session);
        return pending.Start(timeout ?? _session.Options.ControlTimeout, cancellationToken);
    }

    /// <summary>Executes any command by name and ignores what it answers, unless that is an error.</summary>
    /// <inheritdoc cref="ExecuteAsync{T}(string, Action{Utf8JsonWriter}?, QmpReplyReader{T}, TimeSpan?, CancellationToken)"/>
    public ValueTask ExecuteAsync(
        string name, Action<Utf8JsonWriter>? arguments = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        PendingCommand<QmpNothing> pending = NamedCommand<QmpNothing>.Create(name, arguments, static (ref _) => default, _session);
        return pending.StartWithoutReply(timeout ?? _session.Options.ControlTimeout, cancellationToken);
    }
}
