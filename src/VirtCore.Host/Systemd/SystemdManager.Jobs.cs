using System.Globalization;
using Tmds.DBus.Protocol;

namespace VirtCore.Host;

/// <content>Waiting for jobs.</content>
public sealed partial class SystemdManager
{
    private static readonly TimeSpan s_lastLook = TimeSpan.FromSeconds(2);

    /// <summary>Makes a call that starts a job and waits for the job's end.</summary>
    /// <remarks>
    /// The end is a signal, which may be lost: with a reload or a new start of systemd, or with the bus. Each of these, and the deadline, is a reason to look
    /// at the unit itself, on a new connection if need be.
    /// </remarks>
    private async ValueTask RunJobAsync(
        string unit, string member, Func<SystemdConnection, MessageBuffer> call, bool up, TaskDeadline deadline, CancellationToken cancellationToken)
    {
        SystemdConnection connection = await ConnectionAsync(deadline, cancellationToken).ConfigureAwait(false);
        var job = new SystemdJob(connection, unit);
        try
        {
            bool answered = await TryCallAsync().ConfigureAwait(false);
            while (true)
            {
                await Task.WhenAny(job.Result, job.Doubt, deadline.Expired).WaitAsync(cancellationToken).ConfigureAwait(false);
                if (job.Result.IsCompleted)
                    break;
                if (deadline.Expired.IsCompleted)
                {
                    if (await IsAsWantedInTheEndAsync(unit, up).ConfigureAwait(false))
                        return;
                    throw new TimeoutException($"systemd's job for \"{unit}\" did not end within {Timeout}.");
                }

                job.ClearDoubt();
                if (connection.HasEnded)
                {
                    job.Dispose();
                    connection = await ReconnectAsync(deadline, cancellationToken).ConfigureAwait(false);
                    job = new SystemdJob(connection, unit);
                }

                UnitState state = await LookAsync(unit, deadline, cancellationToken).ConfigureAwait(false);
                if (job.Result.IsCompleted)
                    break;
                if (job.Doubt.IsCompleted)
                    continue;
                if (state.Job is { } path)
                    job.Expect(path);
                else if (up ? state.IsUp : state.IsDown)
                    return;
                else if (!answered && (!up || state.ActiveState is null))
                    answered = await TryCallAsync().ConfigureAwait(false); // it was not taken
                else
                    throw new SystemdJobException(unit, SystemdJobResult.Lost, $"its end was not told, and the unit is {state.ActiveState ?? "not there"}");
            }

            string result = await job.Result.ConfigureAwait(false);
            if (SystemdJobException.Parse(result) is not SystemdJobResult.Done and var failure)
                throw new SystemdJobException(unit, failure, result);
        }
        catch (Exception failure) when (failure is OperationCanceledException or TimeoutException && up && job.Path is { } path && !job.Result.IsCompleted)
        {
            TakeBack(connection, unit, path);
            throw;
        }
        finally
        {
            job.Dispose();
        }

        // False when whether systemd took it, only the unit says.
        async ValueTask<bool> TryCallAsync()
        {
            try
            {
                job.Expect(await connection.CallAsync(call(connection), SystemdCalls.ReadPath, member, unit, deadline, cancellationToken).ConfigureAwait(false));
                return true;
            }
            catch (SystemdDisconnectedException)
            {
                return false;
            }
        }
    }

    // A bus that starts anew is there soon, and systemd on it soon after; nobody tells when.
    private async ValueTask<SystemdConnection> ReconnectAsync(TaskDeadline deadline, CancellationToken cancellationToken)
    {
        for (int pause = 10; ; pause = Math.Min(2 * pause, 1000))
        {
            try
            {
                return await ConnectionAsync(deadline, cancellationToken).ConfigureAwait(false);
            }
            catch (SystemdException) when (!deadline.Expired.IsCompleted)
            {
                await Task.WhenAny(Task.Delay(pause, cancellationToken), deadline.Expired).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<bool> IsAsWantedInTheEndAsync(string unit, bool up)
    {
        using var deadline = new TaskDeadline(s_lastLook);
        try
        {
            UnitState state = await LookAsync(unit, deadline, CancellationToken.None).ConfigureAwait(false);
            return state.Job is null && (up ? state.IsUp : state.IsDown);
        }
        catch (Exception failure) when (failure is SystemdException or TimeoutException)
        {
            return false;
        }
    }

    // Nobody waits for it: what was given up must not come up later, but may have already.
    private static void TakeBack(SystemdConnection connection, string unit, string job)
    {
        if (!uint.TryParse(job.AsSpan(job.LastIndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out uint id))
            return;
        _ = TakeBackAsync();

        async Task TakeBackAsync()
        {
            using var deadline = new TaskDeadline(s_lastLook);
            try
            {
                await connection.CallAsync(SystemdCalls.CancelJob(connection, id), SystemdCalls.ReadNothing, "CancelJob", unit, deadline, CancellationToken.None)
                    .ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is SystemdException or TimeoutException)
            {
                // It has ended, or the bus has.
            }
        }
    }

    private async ValueTask<UnitState> LookAsync(string unit, TaskDeadline deadline, CancellationToken cancellationToken)
    {
        string? path = await PathAsync(unit, deadline, cancellationToken).ConfigureAwait(false);
        if (path is null)
            return default;
        string state = await GetAsync("ActiveState", SystemdCalls.ReadString).ConfigureAwait(false);
        return new UnitState(state, await GetAsync("Job", SystemdCalls.ReadJob).ConfigureAwait(false));

        ValueTask<T> GetAsync<T>(string property, MessageValueReader<T> reader) =>
            AskAsync(connection => SystemdCalls.Get(connection, path, UnitInterface, property), reader, "Get", unit, deadline, cancellationToken);
    }

    // The job may have taken all the time that there was.
    private async ValueTask<string?> ControlGroupAsync(string unit, string @interface, CancellationToken cancellationToken)
    {
        using var deadline = new TaskDeadline(Timeout);
        string? path = await PathAsync(unit, deadline, cancellationToken).ConfigureAwait(false);
        return path is null
            ? null
            : await AskAsync(
                connection => SystemdCalls.Get(connection, path, @interface, "ControlGroup"), SystemdCalls.ReadString, "Get", unit, deadline, cancellationToken)
                .ConfigureAwait(false);
    }

    private async ValueTask<string?> PathAsync(string unit, TaskDeadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(
                connection => SystemdCalls.GetUnit(connection, unit), SystemdCalls.ReadPath, "GetUnit", unit, deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (SystemdCallException refusal) when (refusal.ErrorName == NoSuchUnit)
        {
            return null;
        }
    }

    /// <summary>A call that changes nothing, or the same however often it is made: it is made until there is an answer.</summary>
    private async ValueTask<T> AskAsync<T>(
        Func<SystemdConnection, MessageBuffer> call, MessageValueReader<T> reader, string member, string unit, TaskDeadline deadline,
        CancellationToken cancellationToken)
    {
        for (int pause = 10; ; pause = Math.Min(2 * pause, 1000))
        {
            SystemdConnection connection = await ReconnectAsync(deadline, cancellationToken).ConfigureAwait(false);
            try
            {
                return await connection.CallAsync(call(connection), reader, member, unit, deadline, cancellationToken).ConfigureAwait(false);
            }
            catch (SystemdDisconnectedException) when (!deadline.Expired.IsCompleted)
            {
                await Task.WhenAny(Task.Delay(pause, cancellationToken), deadline.Expired).ConfigureAwait(false);
            }
        }
    }
}
