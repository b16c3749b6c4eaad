using Tmds.DBus.Protocol;

namespace VirtCore.Host;

/// <summary>One connection to a bus on which systemd is, and what it tells there.</summary>
internal sealed class SystemdConnection : IDisposable
{
    public const string Service = "org.freedesktop.systemd1";
    public const string ManagerPath = "/org/freedesktop/systemd1";
    public const string Manager = "org.freedesktop.systemd1.Manager";

    private const string Bus = "org.freedesktop.DBus";
    private const string AlreadySubscribed = "org.freedesktop.systemd1.AlreadySubscribed";

    // What the bus answers for a systemd that executes itself anew: it went away with the call, or is not back yet.
    private static readonly string[] s_absences =
    [
        "org.freedesktop.DBus.Error.NoReply", "org.freedesktop.DBus.Error.NameHasNoOwner", "org.freedesktop.DBus.Error.ServiceUnknown",
        "org.freedesktop.DBus.Error.Disconnected",
    ];

    private readonly DBusConnection _bus;
    private readonly List<SystemdJob> _jobs = [];
    private readonly Lock _lock = new();
    private volatile bool _ended;

    private SystemdConnection(string address) => _bus = new DBusConnection(address);

    /// <summary>Whether the bus, or this host, has closed it.</summary>
    public bool HasEnded => _ended;

    /// <exception cref="SystemdDisconnectedException">There is no bus there.</exception>
    /// <exception cref="SystemdCallException">There is a bus, and no systemd that would talk.</exception>
    /// <exception cref="TimeoutException">The bus or systemd did not answer in time.</exception>
    public static async ValueTask<SystemdConnection> OpenAsync(string address, TaskDeadline deadline, CancellationToken cancellationToken)
    {
        var connection = new SystemdConnection(address);
        try
        {
            await WithinAsync(connection._bus.ConnectAsync().AsTask(), "connect", deadline, cancellationToken).ConfigureAwait(false);
            _ = connection.WatchEndAsync();
            await WithinAsync(connection.SubscribeAsync(), "subscribe", deadline, cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch (Exception failure)
        {
            connection.Dispose();
            if (failure is DBusConnectionException)
                throw new SystemdDisconnectedException($"There is no bus at {address}: {failure.Message} Is systemd running here?", failure);
            throw;
        }
    }

    public void Add(SystemdJob job)
    {
        lock (_lock)
            _jobs.Add(job);
        if (_ended)
            job.OnDoubt();
    }

    public void Remove(SystemdJob job)
    {
        lock (_lock)
            _jobs.Remove(job);
    }

    public MessageWriter CallOf(string member, string? signature, string path = ManagerPath, string @interface = Manager)
    {
        MessageWriter writer = _bus.GetMessageWriter();
        writer.WriteMethodCallHeader(Service, path, @interface, member, signature);
        return writer;
    }

    /// <summary>Sends a call and waits for its answer.</summary>
    /// <exception cref="SystemdCallException">systemd refused.</exception>
    /// <exception cref="SystemdDisconnectedException">The bus, or systemd on it, went away first.</exception>
    /// <exception cref="TimeoutException">No answer in time.</exception>
    public async ValueTask<T> CallAsync<T>(
        MessageBuffer message, MessageValueReader<T> reader, string member, string? unit, TaskDeadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            Task<T> call = _bus.CallMethodAsync(message, reader);
            await WithinAsync(call, member, deadline, cancellationToken).ConfigureAwait(false);
            return await call.ConfigureAwait(false);
        }
        catch (DBusErrorReplyException absence) when (s_absences.Contains(absence.ErrorName))
        {
            throw new SystemdDisconnectedException($"{member} has no answer: {absence.ErrorMessage}", absence);
        }
        catch (DBusErrorReplyException refusal)
        {
            throw new SystemdCallException(member, unit, refusal.ErrorName, refusal.ErrorMessage);
        }
        catch (DBusExceptionBase failure)
        {
            throw new SystemdDisconnectedException($"{member} has no answer: {failure.Message}", failure);
        }
        catch (ObjectDisposedException failure) when (_ended)
        {
            throw new SystemdDisconnectedException($"{member} has no answer: the connection was closed.", failure);
        }
    }

    public void Dispose()
    {
        _bus.Dispose();
        End();
    }

    private static async Task WithinAsync(Task task, string what, TaskDeadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            if (!await deadline.WaitAsync(task, cancellationToken).ConfigureAwait(false))
                throw new TimeoutException($"systemd's bus did not answer in time ({what}).");
        }
        catch
        {
            _ = task.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }

        await task.ConfigureAwait(false);
    }

    // The senders are checked by the library against the names' owners: everybody on a system bus may send signals.
    private async Task SubscribeAsync()
    {
        await WatchAsync(Bus, "/org/freedesktop/DBus", Bus, "NameOwnerChanged", Service, ReadNewOwner, OnOwner).ConfigureAwait(false);
        await WatchAsync(Service, ManagerPath, Manager, "JobRemoved", null, ReadJob, OnJobRemoved).ConfigureAwait(false);
        await WatchAsync(Service, ManagerPath, Manager, "Reloading", null, static (message, _) => message.GetBodyReader().ReadBool(), OnReloading)
            .ConfigureAwait(false);
        await AskForSignalsAsync().ConfigureAwait(false);
    }

    private async Task WatchAsync<T>(
        string sender, string path, string @interface, string member, string? argument, MessageValueReader<T> reader, Action<T> handler) =>
        _ = await _bus.AddMatchAsync(
            new MatchRule { Type = MessageType.Signal, Sender = sender, Path = path, Interface = @interface, Member = member, Arg0 = argument },
            reader,
            void (Notification<T> notification) =>
            {
                if (notification.HasValue)
                    handler(notification.Value);
            },
            emitOnCapturedContext: false,
            ObserverFlags.None).ConfigureAwait(false);

    private async Task AskForSignalsAsync()
    {
        try
        {
            await _bus.CallMethodAsync(SubscribeCall()).ConfigureAwait(false);
        }
        catch (DBusErrorReplyException refusal) when (refusal.ErrorName == AlreadySubscribed)
        {
            // As it should be.
        }
        catch (DBusErrorReplyException refusal)
        {
            throw new SystemdCallException("Subscribe", null, refusal.ErrorName, refusal.ErrorMessage, "Is systemd running here?");
        }
    }

    private MessageBuffer SubscribeCall()
    {
        using MessageWriter writer = CallOf("Subscribe", null);
        return writer.CreateMessage();
    }

    private static string ReadNewOwner(Message message, object? state)
    {
        Reader reader = message.GetBodyReader();
        reader.ReadString();
        reader.ReadString();
        return reader.ReadString();
    }

    private static (string Path, string Unit, string Result) ReadJob(Message message, object? state)
    {
        Reader reader = message.GetBodyReader();
        reader.ReadUInt32();
        return (reader.ReadObjectPathAsString(), reader.ReadString(), reader.ReadString());
    }

    private void OnJobRemoved((string Path, string Unit, string Result) removed)
    {
        lock (_lock)
        {
            foreach (SystemdJob job in _jobs)
                job.OnRemoved(removed.Path, removed.Unit, removed.Result);
        }
    }

    private void OnReloading(bool begins)
    {
        if (!begins)
            Doubt();
    }

    // systemd executed itself anew, and its name has an owner again: it may have forgotten who listens.
    private void OnOwner(string owner)
    {
        if (owner.Length != 0)
            _ = ResubscribeAsync();
    }

    private async Task ResubscribeAsync()
    {
        try
        {
            await AskForSignalsAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is DBusExceptionBase or SystemdException or ObjectDisposedException)
        {
            // The unit's state says what the signals will not.
        }

        Doubt();
    }

    private void Doubt()
    {
        lock (_lock)
        {
            foreach (SystemdJob job in _jobs)
                job.OnDoubt();
        }
    }

    private async Task WatchEndAsync()
    {
        try
        {
            await _bus.DisconnectedAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // Closed by this host.
        }

        End();
    }

    private void End()
    {
        _ended = true;
        Doubt();
    }
}
