using System.Diagnostics;
using System.Globalization;
using VirtCore.Qemu;

namespace VirtCore.Bench;

/// <summary>A process of its own, this program once more, that has prepared a migration target and waits to be killed.</summary>
internal sealed class Controller : IAsyncDisposable
{
    /// <summary>The argument that makes this program a controller; the state directory and the floppy image follow it.</summary>
    public const string Switch = "--controller";

    private readonly Process _process;

    private Controller(Process process, int targetProcessId) => (_process, TargetProcessId) = (process, targetProcessId);

    public int ProcessId => _process.Id;

    public int TargetProcessId { get; }

    public static async Task<Controller> StartAsync(string stateDirectory, BenchGuest guest, CancellationToken cancellationToken)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "VirtCore.Bench");
        Process process = Process.Start(
            new ProcessStartInfo(program, [Switch, stateDirectory, guest.FloppyPath]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        try
        {
            string answer = await process.StandardOutput.ReadLineAsync(cancellationToken)
                ?? throw new InvalidOperationException("The controller ended before it had a target.");
            return new Controller(process, int.Parse(answer, CultureInfo.InvariantCulture));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>The controller's own life.</summary>
    public static async Task<int> RunAsync(string stateDirectory, string floppyPath)
    {
        await using QemuHost host = await QemuHost.OpenAsync(new QemuHostOptions { StateDirectory = stateDirectory, Binary = BenchGuest.Binary });
        var guest = new BenchGuest("target", mebibytes: 256, floppyPath, serialPath: "");
        QemuDomain target = await host.LaunchAsync(guest.AsTarget(), CancellationToken.None);
        Console.WriteLine(target.ProcessId.ToString(CultureInfo.InvariantCulture));
        await Console.In.ReadToEndAsync(); // whoever started it is gone: so is this
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
