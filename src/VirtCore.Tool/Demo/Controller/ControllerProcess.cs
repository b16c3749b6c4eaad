using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using VirtCore.Host;

namespace VirtCore.Tool.Demo;

/// <summary>The controller of the second migration, as the demo sees it: a child process that says how far it is, and that is killed.</summary>
internal sealed class ControllerProcess : IDisposable
{
    private const int SIGKILL = 9;

    private readonly Process _process;
    private readonly Pidfd _pidfd;
    private readonly Task<string> _errors;

    private ControllerProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        // It is our own child, and .NET reaps it only when this object asks: the number is still its.
        _pidfd = Pidfd.Open(process.Id);
    }

    public int Id => _process.Id;

    /// <param name="folder">The demo's folder.</param>
    /// <param name="from">The host that has the guest.</param>
    /// <param name="to">The host that is to get it.</param>
    /// <param name="qemu">The path of QEMU.</param>
    /// <param name="maxBytesPerSecond">The stream's limit.</param>
    public static ControllerProcess Start(DemoFolder folder, string from, string to, string qemu, long maxBytesPerSecond)
    {
        var start = new ProcessStartInfo(
            OwnProgram.FileName,
            [
                .. OwnProgram.Arguments, Commands.DemoControllerCommand.Name, folder.StateDirectory(from), folder.StateDirectory(to), qemu,
                maxBytesPerSecond.ToString(CultureInfo.InvariantCulture),
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The runtime keeps sockets for debuggers among the temporary files, and a killed one leaves them there.
        start.Environment["TMPDIR"] = folder.Path;
        return new ControllerProcess(Process.Start(start)!);
    }

    /// <summary>What it says, until it ends or is killed.</summary>
    public async IAsyncEnumerable<ControllerLine> ReadAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            yield return JsonSerializer.Deserialize(line, DemoJson.Default.ControllerLine)
                ?? throw new DemoException($"the second migration's controller said \"{line}\"");
        }
    }

    /// <summary>Why it ended by itself.</summary>
    public async ValueTask<string> DescribeEndAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        string errors = (await _errors.ConfigureAwait(false)).Trim();
        return string.Create(CultureInfo.InvariantCulture, $"it exited with status {_process.ExitCode}{(errors.Length == 0 ? "" : $": {errors}")}");
    }

    /// <summary>SIGKILL: no handler, no clean-up, no last word.</summary>
    public void Kill() => _pidfd.Signal(SIGKILL);

    /// <summary>Waits until it is dead, killing it if it is not.</summary>
    public async ValueTask EndAsync()
    {
        Kill();
        await _pidfd.WaitAsync().ConfigureAwait(false);
    }

    public void Dispose()
    {
        Kill();
        _pidfd.Dispose();
        _process.Dispose();
    }
}
