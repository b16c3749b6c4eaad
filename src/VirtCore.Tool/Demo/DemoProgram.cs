using Spectre.Console;
using VirtCore.Qemu;

namespace VirtCore.Tool.Demo;

/// <summary><c>virtcore demo</c> from its start to its exit status.</summary>
internal static class DemoProgram
{
    public static async Task<int> RunAsync(DemoSettings settings)
    {
        using var interruption = new Interruption();
        try
        {
            var guest = GuestFiles.Find();
            await RunAsync(settings, guest, interruption.Token).ConfigureAwait(false);
            return 0;
        }
        catch (OperationCanceledException) when (interruption.ExitCode != 0)
        {
            await Console.Error.WriteLineAsync(OneLine.Of("stopped; nothing is left behind")).ConfigureAwait(false);
            return interruption.ExitCode;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync(OneLine.Of(e)).ConfigureAwait(false);
            return 1;
        }
    }

    private static async ValueTask RunAsync(DemoSettings settings, GuestFiles guest, CancellationToken cancellationToken)
    {
        var folder = DemoFolder.Create();
        Sweeper? sweeper = null;
        try
        {
            sweeper = await Sweeper.StartAsync(folder, guest.Qemu, cancellationToken).ConfigureAwait(false);
            IDemoView view = ChooseView(settings);
            await using (view.ConfigureAwait(false))
                await RunAsync(settings, folder, guest.Build(folder, settings), view, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            // A signal may reach the children first, and then its echo is heard before it.
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        finally
        {
            // What fails here the sweeper tries again, as soon as it is alone.
            try
            {
                await Sweep.RunAsync(folder, guest.Qemu).ConfigureAwait(false);
                folder.Delete();
            }
            finally
            {
                if (sweeper is not null)
                    await sweeper.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static async ValueTask RunAsync(
        DemoSettings settings, DemoFolder folder, DemoMachine machine, IDemoView view, CancellationToken cancellationToken)
    {
        Accelerator accelerator = await new AcceleratorProbe(folder, machine).ChooseAsync(settings.Accelerator, view.Say, cancellationToken)
            .ConfigureAwait(false);
        List<string> broken = [];
        for (int run = 1; run <= settings.Runs; run++)
        {
            var title = new DemoRunTitle(run, settings.Runs, accelerator, machine.KernelRelease, settings.Memory, settings.DirtyRate);
            DemoOutcome outcome = await new DemoRun(folder, machine, title, view).RunAsync(cancellationToken).ConfigureAwait(false);
            broken.AddRange(outcome.Broken.Select(b => settings.Runs == 1 ? b : $"run {run}: {b}"));
        }

        if (broken.Count != 0)
            throw new DemoException($"did not hold: {string.Join("; ", broken)}");
    }

    private static IDemoView ChooseView(DemoSettings settings) => settings.Json
        ? new JsonView(Console.Out, Console.Error)
        : !Console.IsOutputRedirected && AnsiConsole.Console.Profile.Capabilities.Ansi
            ? new LiveView(AnsiConsole.Console)
            : new PlainView(Console.Out);
}
