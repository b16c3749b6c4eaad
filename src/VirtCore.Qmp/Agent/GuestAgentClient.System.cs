namespace VirtCore.Qmp;

public sealed partial class GuestAgentClient
{
    /// <summary>Asks for the guest's network interfaces and their addresses (<c>guest-network-get-interfaces</c>).</summary>
    public Task<IReadOnlyList<GuestNetworkInterface>> NetworkInterfacesAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync("guest-network-get-interfaces", null, QmpObject.ReadList<GuestNetworkInterface>, timeout, cancellationToken);

    /// <summary>Asks for the guest's host name (<c>guest-get-host-name</c>, 2.10).</summary>
    public Task<string> HostNameAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync("guest-get-host-name", null, static (ref reader) => QmpObject.Read<GuestHostName>(ref reader).HostName, timeout, cancellationToken);

    /// <summary>Asks for the guest's operating system (<c>guest-get-osinfo</c>, 2.10).</summary>
    public Task<GuestOsInfo> OsInfoAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync("guest-get-osinfo", null, QmpObject.Read<GuestOsInfo>, timeout, cancellationToken);

    /// <summary>Asks who is logged in (<c>guest-get-users</c>, 2.10).</summary>
    public Task<IReadOnlyList<GuestUser>> UsersAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync("guest-get-users", null, QmpObject.ReadList<GuestUser>, timeout, cancellationToken);

    /// <summary>Asks for the guest's time (<c>guest-get-time</c>).</summary>
    public Task<DateTimeOffset> GetTimeAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(
            "guest-get-time", null, static (ref reader) => DateTimeOffset.UnixEpoch.AddTicks(reader.GetInt64() / TimeSpan.NanosecondsPerTick), timeout,
            cancellationToken);

    /// <summary>Sets the guest's time (<c>guest-set-time</c>), or has the guest read it from its hardware clock where none is given.</summary>
    public Task SetTimeAsync(DateTimeOffset? time = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(
            "guest-set-time",
            json =>
            {
                if (time is { } given)
                    json.WriteNumber("time"u8, (given - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick);
            },
            ReadNothing, timeout, cancellationToken);

    /// <summary>Shuts the guest down from inside (<c>guest-shutdown</c>). It returns when the agent has taken it; the guest may take its time.</summary>
    /// <remarks>The agent does not answer this command when it succeeds, so a sync behind it tells. A session that ends meanwhile is the guest's end, most likely: it fails with
    /// <see cref="QmpDisconnectedException"/>.</remarks>
    public Task ShutdownAsync(
        GuestShutdownMode mode = GuestShutdownMode.Powerdown, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        _session.CallWithoutAnswerAsync(
            "guest-shutdown",
            json => json.WriteString("mode"u8, mode switch
            {
                GuestShutdownMode.Halt => "halt"u8,
                GuestShutdownMode.Reboot => "reboot"u8,
                _ => "powerdown"u8,
            }),
            timeout ?? _options.CommandTimeout, cancellationToken);
}
