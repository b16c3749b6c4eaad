using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using VirtCore.Migration;
using VirtCore.Qemu;

namespace VirtCore.Tool.Demo;

/// <summary>The inside of the second migration's controller: a process that migrates until it is killed.</summary>
internal static class Controller
{
    public static async Task RunAsync(string sourceState, string targetState, string qemu, long maxBytesPerSecond)
    {
        EndWithStandardInput();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ignore);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ignore);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Ignore);
        QemuHost source = await OpenAsync(sourceState, qemu).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            QemuHost target = await OpenAsync(targetState, qemu).ConfigureAwait(false);
            await using (target.ConfigureAwait(false))
            {
                QemuDomain domain = source.Domains.Single();
                using var output = Console.OpenStandardOutput();
                await source.MigrateAsync(
                    domain, target, new MigrationOptions { MaxBytesPerSecond = maxBytesPerSecond }, new Reporter(output, target, domain.Name))
                    .ConfigureAwait(false);
            }
        }
    }

    private static ValueTask<QemuHost> OpenAsync(string stateDirectory, string qemu) =>
        QemuHost.OpenAsync(new QemuHostOptions { StateDirectory = stateDirectory, Binary = qemu });

    // A terminal's Ctrl-C goes to the demo and to its children. What comes of it is the demo's decision.
    private static void Ignore(PosixSignalContext context) => context.Cancel = true;

    // Nobody is left to kill it when the demo has died before it: so it ends at once then, in whatever it is doing.
    private static void EndWithStandardInput()
    {
        Stream input = Console.OpenStandardInput();
        new Thread(() =>
        {
            Span<byte> nothing = stackalloc byte[16];
            while (input.Read(nothing) != 0)
            {
            }

            using var self = Process.GetCurrentProcess();
            self.Kill();
        })
        { Name = "lifeline", IsBackground = true }.Start();
    }

    private sealed class Reporter(Stream output, QemuHost target, string domain) : IProgress<MigrationProgress>
    {
        private readonly Lock _lock = new();

        public void Report(MigrationProgress value)
        {
            int? processId = target.TryGetDomain(domain, out QemuDomain? incoming) ? incoming.ProcessId : null;
            byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(ControllerLine.From(value, processId), DemoJson.Default.ControllerLine), (byte)'\n'];
            lock (_lock)
            {
                output.Write(line);
                output.Flush();
            }
        }
    }
}
