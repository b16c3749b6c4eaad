namespace VirtCore.Host;

/// <content>Starting slices.</content>
public sealed partial class SystemdManager
{
    /// <summary>Starts a slice, or gives the one that is there the resources that are asked for.</summary>
    /// <remarks>It stays until it is stopped, whoever lives or dies: for limits over many scopes that come and go.</remarks>
    /// <exception cref="ArgumentException">It is no slice's name.</exception>
    /// <exception cref="SystemdCallException">systemd refused.</exception>
    /// <exception cref="SystemdJobException">The job was not done.</exception>
    /// <exception cref="SystemdDisconnectedException">The bus went away and did not come back.</exception>
    /// <exception cref="TimeoutException">The job did not end in time.</exception>
    public async ValueTask<SystemdSlice> StartSliceAsync(SliceRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!SystemdUnitName.IsValidSlice(request.UnitName))
            throw new ArgumentException($"\"{request.UnitName}\" is no slice's name.", nameof(request));
        using var deadline = new TaskDeadline(Timeout);
        string unit = request.UnitName;
        try
        {
            await StartAsync().ConfigureAwait(false);
        }
        catch (SystemdCallException refusal) when (refusal.ErrorName == UnitExists)
        {
            if (await ClearAsync(unit, deadline, cancellationToken).ConfigureAwait(false))
                await StartAsync().ConfigureAwait(false);
            else
                await SetAsync(unit, request.Resources, deadline, cancellationToken).ConfigureAwait(false);
        }

        string? controlGroup = await ControlGroupAsync(unit, SliceInterface, cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(controlGroup)
            ? throw new SystemdException(unit, $"\"{unit}\" was started and has gone already: somebody stopped it.")
            : new SystemdSlice(this, unit, controlGroup);

        ValueTask StartAsync() => RunJobAsync(
            unit,
            "StartTransientUnit",
            connection => SystemdCalls.StartTransientUnit(connection, unit, UnitProperties.Of(request), []),
            up: true,
            deadline,
            cancellationToken);
    }

    private async ValueTask SetAsync(string unit, UnitResources resources, TaskDeadline deadline, CancellationToken cancellationToken) =>
        await AskAsync(
            connection => SystemdCalls.SetUnitProperties(connection, unit, UnitProperties.Of(resources)),
            SystemdCalls.ReadNothing, "SetUnitProperties", unit, deadline, cancellationToken).ConfigureAwait(false);
}
