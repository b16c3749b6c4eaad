using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>systemd, over D-Bus: transient scopes and slices for processes that somebody else started.</summary>
/// <remarks>
/// Thread-safe. A connection that was lost is made anew at the next call. See
/// <see href="https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.systemd1.html">org.freedesktop.systemd1(5)</see>. Tested with
/// systemd 252 and 257; from 255 it is told processes by pidfd.
/// </remarks>
public sealed partial class SystemdManager : IDisposable
{
    private const string UnitExists = "org.freedesktop.systemd1.UnitExists";
    private const string NoSuchUnit = "org.freedesktop.systemd1.NoSuchUnit";
    private const string PropertyReadOnly = "org.freedesktop.DBus.Error.PropertyReadOnly";
    private const string UnitInterface = "org.freedesktop.systemd1.Unit";
    private const string ScopeInterface = "org.freedesktop.systemd1.Scope";
    private const string SliceInterface = "org.freedesktop.systemd1.Slice";

    private static readonly TimeSpan s_defaultTimeout = TimeSpan.FromSeconds(30);

    private readonly string _address;
    private readonly Func<int, string?> _cgroupOf;
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private volatile SystemdConnection? _connection;
    private volatile bool _disposed;

    private SystemdManager(string address, TimeSpan timeout, Func<int, string?> cgroupOf)
    {
        _address = address;
        Timeout = timeout;
        _cgroupOf = cgroupOf;
    }

    /// <summary>How long each operation may take.</summary>
    internal TimeSpan Timeout { get; set; }

    /// <summary>Connects to a bus.</summary>
    /// <param name="bus">Whose systemd.</param>
    /// <param name="timeout">How long each operation may take, its job included; 30 seconds unless said.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SystemdDisconnectedException">There is no such bus: systemd does not run here, or the user has no session.</exception>
    /// <exception cref="SystemdCallException">systemd is not on the bus, or does not want to talk.</exception>
    /// <exception cref="TimeoutException">No answer in time.</exception>
    public static ValueTask<SystemdManager> ConnectAsync(SystemdBus bus, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ConnectAsync(AddressOf(bus), timeout ?? s_defaultTimeout, ScopeMembership.CgroupOf, cancellationToken);

    internal static async ValueTask<SystemdManager> ConnectAsync(
        string address, TimeSpan timeout, Func<int, string?> cgroupOf, CancellationToken cancellationToken = default)
    {
        var manager = new SystemdManager(address, timeout, cgroupOf);
        try
        {
            using var deadline = new TaskDeadline(timeout);
            _ = await manager.ConnectionAsync(deadline, cancellationToken).ConfigureAwait(false);
            return manager;
        }
        catch
        {
            manager.Dispose();
            throw;
        }
    }

    /// <summary>Closes the connection. Scopes and slices stay as they are.</summary>
    public void Dispose()
    {
        _disposed = true;
        _connection?.Dispose();
    }

    internal async ValueTask StopAsync(string unit, TimeSpan allowance, CancellationToken cancellationToken)
    {
        using var deadline = new TaskDeadline(Timeout + allowance);
        try
        {
            await RunJobAsync(unit, "StopUnit", connection => SystemdCalls.StopUnit(connection, unit), up: false, deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (SystemdCallException refusal) when (refusal.ErrorName == NoSuchUnit)
        {
            // Gone already.
        }
    }

    internal ValueTask<bool> KillAsync(string unit, int signal, CancellationToken cancellationToken) =>
        TryTellAsync(unit, "KillUnit", connection => SystemdCalls.KillUnit(connection, unit, signal), cancellationToken);

    internal ValueTask<bool> AbandonAsync(string unit, CancellationToken cancellationToken) =>
        TryTellAsync(unit, "AbandonScope", connection => SystemdCalls.AbandonScope(connection, unit), cancellationToken);

    private static string AddressOf(SystemdBus bus)
    {
        string? address = Environment.GetEnvironmentVariable(bus == SystemdBus.System ? "DBUS_SYSTEM_BUS_ADDRESS" : "DBUS_SESSION_BUS_ADDRESS");
        if (!string.IsNullOrEmpty(address))
            return address;
        if (bus == SystemdBus.System)
            return "unix:path=/run/dbus/system_bus_socket";
        string? directory = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        return !string.IsNullOrEmpty(directory)
            ? $"unix:path={directory}/bus"
            : throw new SystemdDisconnectedException("There is no user bus: neither DBUS_SESSION_BUS_ADDRESS nor XDG_RUNTIME_DIR is set. Has the user a session?");
    }

    private async ValueTask<bool> TryTellAsync(
        string unit, string member, Func<SystemdConnection, Tmds.DBus.Protocol.MessageBuffer> call, CancellationToken cancellationToken)
    {
        using var deadline = new TaskDeadline(Timeout);
        SystemdConnection connection = await ConnectionAsync(deadline, cancellationToken).ConfigureAwait(false);
        try
        {
            await connection.CallAsync(call(connection), SystemdCalls.ReadNothing, member, unit, deadline, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (SystemdCallException refusal) when (refusal.ErrorName == NoSuchUnit)
        {
            return false;
        }
    }

    private async ValueTask<SystemdConnection> ConnectionAsync(TaskDeadline deadline, CancellationToken cancellationToken)
    {
        if (_connection is { HasEnded: false } connection)
            return connection;
        await _connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_connection is { HasEnded: false } other)
                return other;
            _connection?.Dispose();
            _connection = connection = await SystemdConnection.OpenAsync(_address, deadline, cancellationToken).ConfigureAwait(false);
            if (_disposed)
                connection.Dispose();
            return connection;
        }
        finally
        {
            _connecting.Release();
        }
    }
}
