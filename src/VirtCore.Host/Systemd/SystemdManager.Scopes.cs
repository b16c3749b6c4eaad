using System.Globalization;

namespace VirtCore.Host;

/// <content>Starting scopes.</content>
public sealed partial class SystemdManager
{
    private volatile bool _takesDescriptors = true;

    /// <summary>Whether systemd is told processes by pidfd: until it refuses them.</summary>
    internal bool TakesDescriptors => _takesDescriptors;

    /// <summary>Puts running processes into a new scope.</summary>
    /// <remarks>
    /// <para>
    /// When it returns, the job is done and each process that still lives is seen in the scope's cgroup. systemd older than 255 gets process ids
    /// instead of pidfds; that they were the processes' own is checked around the call.
    /// </para>
    /// <para>
    /// A dead unit of the same name is cleared away first; a living one is an error. A <see cref="ScopeRequest.Slice"/> that is not there comes with the scope and
    /// goes with the last scope in it.
    /// </para>
    /// <para>
    /// When it throws, the scope may be there or not, and the processes are as they were: the scope goes when they end. Nothing depends on this host's life.
    /// </para>
    /// </remarks>
    /// <param name="request">The scope.</param>
    /// <param name="processes">What goes into it: one at least.</param>
    /// <param name="cancellationToken">Gives up waiting, and takes the job back if systemd still has it.</param>
    /// <exception cref="ArgumentException">The request cannot be right: no process, no scope's name.</exception>
    /// <exception cref="SystemdCallException">systemd refused: a unit of that name lives (UnitExists), no permission, a property that it does not know.</exception>
    /// <exception cref="SystemdJobException">The job was not done.</exception>
    /// <exception cref="SystemdDisconnectedException">The bus went away and did not come back.</exception>
    /// <exception cref="SystemdException">A process is not where systemd says, or all have ended.</exception>
    /// <exception cref="TimeoutException">The job did not end in time.</exception>
    public async ValueTask<SystemdScope> StartScopeAsync(
        ScopeRequest request, IReadOnlyList<Pidfd> processes, CancellationToken cancellationToken = default)
    {
        Check(request, processes);
        using var deadline = new TaskDeadline(Timeout);
        UnitProperties properties = UnitProperties.Of(request);
        bool byDescriptor = _takesDescriptors;
        for (bool cleared = false; ;)
        {
            // A slice that has come up meanwhile, or one with a unit file, cannot come with the scope: what exists then may be the slice.
            IReadOnlyList<string> slices = cleared ? [] : await MissingSlicesAsync(request.Slice, deadline, cancellationToken).ConfigureAwait(false);
            try
            {
                IReadOnlyList<int> ids = byDescriptor ? [] : IdsOf(request, processes);
                await RunJobAsync(
                    request.UnitName,
                    "StartTransientUnit",
                    connection => SystemdCalls.StartTransientUnit(
                        connection, request.UnitName, byDescriptor ? properties.With(processes) : properties.With(ids), slices),
                    up: true,
                    deadline,
                    cancellationToken).ConfigureAwait(false);
                break;
            }
            catch (SystemdCallException refusal) when (refusal.ErrorName == PropertyReadOnly && byDescriptor)
            {
                // It does not say by a number which property it does not know. If it was another one, the next call says so.
                byDescriptor = false;
            }
            catch (SystemdCallException refusal) when (refusal.ErrorName == UnitExists)
            {
                if (cleared || !await ClearAsync(request.UnitName, deadline, cancellationToken).ConfigureAwait(false))
                    throw Exists(refusal);
                cleared = true;
            }
        }

        _takesDescriptors = byDescriptor;
        string? controlGroup = await ControlGroupAsync(request.UnitName, ScopeInterface, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrEmpty(controlGroup))
            throw new SystemdException(request.UnitName, $"\"{request.UnitName}\" was started and has ended already: have its processes?");
        ScopeMembership.Verify(request.UnitName, controlGroup, processes, byDescriptor, _cgroupOf);
        return new SystemdScope(this, request, controlGroup);
    }

    private static void Check(ScopeRequest request, IReadOnlyList<Pidfd> processes)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(processes);
        if (!request.UnitName.EndsWith(".scope", StringComparison.Ordinal) || !SystemdUnitName.IsValid(request.UnitName))
            throw new ArgumentException($"\"{request.UnitName}\" is no scope's name.", nameof(request));
        if (request.Slice is { } slice && !SystemdUnitName.IsValidSlice(slice))
            throw new ArgumentException($"\"{slice}\" is no slice's name.", nameof(request));
        if (processes.Count == 0)
            throw new ArgumentException("A scope needs a process.", nameof(processes));
    }

    private static List<int> IdsOf(ScopeRequest request, IReadOnlyList<Pidfd> processes) =>
        [.. processes.Select(process => process.ProcessId ?? throw new SystemdException(request.UnitName, "A process for the scope has ended."))];

    private static SystemdCallException Exists(SystemdCallException refusal) => new(
        refusal.Method, refusal.Unit, refusal.ErrorName, refusal.Description, "A unit of that name lives: choose another name, or stop that one.");

    // Dead units are forgotten; then their names are free.
    private async ValueTask<bool> ClearAsync(string unit, TaskDeadline deadline, CancellationToken cancellationToken)
    {
        UnitState state = await LookAsync(unit, deadline, cancellationToken).ConfigureAwait(false);
        if (!state.IsDown || state.Job is not null)
            return false;
        try
        {
            await AskAsync(
                connection => SystemdCalls.ResetFailedUnit(connection, unit), SystemdCalls.ReadNothing, "ResetFailedUnit", unit, deadline, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (SystemdCallException refusal) when (refusal.ErrorName == NoSuchUnit)
        {
            // It went by itself.
        }

        return true;
    }

    // A scope's slices are started with it and stay when it goes, unless they were made to stop when nobody needs them.
    private async ValueTask<IReadOnlyList<string>> MissingSlicesAsync(string? slice, TaskDeadline deadline, CancellationToken cancellationToken)
    {
        List<string> missing = [];
        if (slice is null or "-.slice")
            return missing;
        foreach (string level in LevelsOf(slice))
        {
            if ((await LookAsync(level, deadline, cancellationToken).ConfigureAwait(false)).IsDown)
                missing.Add(level);
        }

        return missing;
    }

    // a-b.slice lives in a.slice.
    private static IEnumerable<string> LevelsOf(string slice)
    {
        for (int dash = slice.IndexOf('-', StringComparison.Ordinal); dash > 0; dash = slice.IndexOf('-', dash + 1))
            yield return string.Create(CultureInfo.InvariantCulture, $"{slice.AsSpan(0, dash)}.slice");
        yield return slice;
    }
}
