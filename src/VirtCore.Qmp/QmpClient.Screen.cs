using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    /// <summary>
    /// Writes a picture of the guest's screen to a file: <c>ppm</c>, or <c>png</c> (7.1). QEMU: <c>screendump</c>, since 0.14.
    /// </summary>
    public ValueTask ScreendumpAsync(
        string path, string? device = null, int? head = null, string? format = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        if (format is not null)
            RequireArgument("screendump", "format", 7, 1);
        return ExecuteAsync(new Screendump(path, device, head, format), timeout, cancellationToken);
    }

    /// <summary>
    /// Runs a line of the human monitor, for what QMP has not. Its text is for people and changes between versions. QEMU:
    /// <c>human-monitor-command</c>, since 0.14.
    /// </summary>
    public ValueTask<string> HumanMonitorCommandAsync(
        string commandLine, int? cpuIndex = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<HumanMonitorCommand, string>(new HumanMonitorCommand(commandLine, cpuIndex), timeout, cancellationToken);
}
