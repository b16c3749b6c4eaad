using Spectre.Console;
using VirtCore.Host;
using VirtCore.Qemu;
using VirtCore.Tool.Demo;

namespace VirtCore.Tool.Checks;

/// <summary><c>virtcore host check</c> from its start to its exit status.</summary>
internal static class HostCheckProgram
{
    private const int CouldNotCheck = 3;

    public static async Task<int> RunAsync(bool json, bool allowWarnings)
    {
        using var interruption = new Interruption();
        try
        {
            HostReport report = await LookAsync(interruption.Token).ConfigureAwait(false);
            if (json)
                HostReportJson.Write(Console.OpenStandardOutput(), report);
            else if (!Console.IsOutputRedirected && AnsiConsole.Console.Profile.Capabilities.Ansi)
                AnsiConsole.Write(HostReportPicture.Of(report, AnsiConsole.Console.Profile.Capabilities.Unicode));
            else
                HostReportLines.Write(Console.Out, report);
            return StatusOf(report.Worst, allowWarnings);
        }
        catch (OperationCanceledException) when (interruption.ExitCode != 0)
        {
            await Console.Error.WriteLineAsync(OneLine.Of("stopped; nothing is left behind")).ConfigureAwait(false);
            return interruption.ExitCode;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync(OneLine.Of(e)).ConfigureAwait(false);
            return CouldNotCheck;
        }
    }

    public static int StatusOf(HostStatus worst, bool allowWarnings) => worst switch
    {
        HostStatus.Fail => 2,
        HostStatus.Warn when !allowWarnings => 1,
        _ => 0,
    };

    private static async Task<HostReport> LookAsync(CancellationToken cancellationToken)
    {
        Task<HostReport> host = HostProbe.LookAsync(cancellationToken);
        Task<IReadOnlyList<HostCheck>> qemu = QemuCheck.LookAsync(cancellationToken);
        await Task.WhenAll(host, qemu).ConfigureAwait(false);
        return new HostReport([.. (await host.ConfigureAwait(false)).Checks, .. await qemu.ConfigureAwait(false)]);
    }
}
