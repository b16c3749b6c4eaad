namespace VirtCore.Qmp;

public sealed partial class GuestAgentClient
{
    // The agent does not say when a process ends: it has to be asked.
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Starts a program in the guest (<c>guest-exec</c>, 2.5).</summary>
    /// <param name="path">The program, looked up as the guest does.</param>
    /// <param name="arguments">Its arguments, without its name; or null.</param>
    /// <param name="environment">Its environment as NAME=VALUE, or null for the agent's.</param>
    /// <param name="input">What it reads from standard input.</param>
    /// <param name="captureOutput">Whether its outputs are kept for <see cref="ExecStatusAsync"/>.</param>
    /// <param name="timeout">The time-out, or null for <see cref="GuestAgentOptions.CommandTimeout"/>.</param>
    /// <param name="cancellationToken">Gives the caller up; the program may run all the same.</param>
    public Task<GuestProcess> ExecAsync(
        string path, IReadOnlyList<string>? arguments = null, IReadOnlyList<string>? environment = null, ReadOnlyMemory<byte> input = default,
        bool captureOutput = true, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(
            "guest-exec",
            json =>
            {
                json.WriteString("path"u8, path);
                WriteOptional(json, "arg"u8, arguments);
                WriteOptional(json, "env"u8, environment);
                if (!input.IsEmpty)
                    json.WriteBase64String("input-data"u8, input.Span);
                json.WriteBoolean("capture-output"u8, captureOutput);
            },
            QmpObject.Read<GuestProcess>, timeout, cancellationToken);

    /// <summary>Asks whether a program has ended (<c>guest-exec-status</c>). Once it says so, the agent forgets the program.</summary>
    public Task<GuestExecStatus> ExecStatusAsync(long pid, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync("guest-exec-status", json => json.WriteNumber("pid"u8, pid), QmpObject.Read<GuestExecStatus>, timeout, cancellationToken);

    /// <summary>Runs a program in the guest to its end and captures its outputs. The agent is asked every 10 to 500 ms.</summary>
    /// <param name="path">The program.</param>
    /// <param name="arguments">Its arguments, or null.</param>
    /// <param name="input">What it reads from standard input.</param>
    /// <param name="cancellationToken">Gives the caller up; the program runs on.</param>
    public async Task<GuestExecStatus> RunAsync(
        string path, IReadOnlyList<string>? arguments = null, ReadOnlyMemory<byte> input = default, CancellationToken cancellationToken = default)
    {
        GuestProcess process = await ExecAsync(path, arguments, input: input, cancellationToken: cancellationToken).ConfigureAwait(false);
        for (TimeSpan pause = s_firstPause; ; pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause)
        {
            GuestExecStatus status = await ExecStatusAsync(process.Pid, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (status.Exited)
                return status;
            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }
}
