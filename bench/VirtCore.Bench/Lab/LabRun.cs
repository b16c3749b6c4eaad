using System.Diagnostics;
using System.Globalization;

namespace VirtCore.Bench;

/// <summary>A scenario that this machine cannot run, run by this same program in the lab. Ratios hold there; times are those of an emulated CPU.</summary>
internal static class LabRun
{
    // Descriptors beyond the kernel's usual limit, and a disk with nothing behind it.
    private const string Prologue = "ulimit -n 65536; modprobe null_blk nr_devices=1 gb=1; exec \"$@\"";

    /// <exception cref="InvalidOperationException">There is no lab beside this program, or the run in it failed; it has said why on standard error.</exception>
    public static async Task<IReadOnlyList<Figure>> RunAsync(string scenario, int runs, CancellationToken cancellationToken)
    {
        string lab = Find() ?? throw new InvalidOperationException($"{scenario} needs cgroup controllers, which this machine lacks, and there is no eng/lab to run it in.");
        await Console.Error.WriteLineAsync($"bench: {scenario}: this machine lacks the cgroup controllers, so it runs in the lab");
        string[] arguments =
        [
            "--memory", "1536", "--timeout", "1500", "--", "/bin/sh", "-c", Prologue, "sh", Environment.ProcessPath!, "--json", "--runs", runs.ToString(CultureInfo.InvariantCulture), scenario,
        ];
        using Process process = Process.Start(new ProcessStartInfo(lab, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        process.StandardInput.Close();
        try
        {
            List<Figure> figures = [];
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
                figures.Add(FigureJson.Parse(line));
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 && figures.Count != 0
                ? figures
                : throw new InvalidOperationException($"{scenario} ended in the lab with status {process.ExitCode} and {figures.Count} figures.");
        }
        catch (OperationCanceledException)
        {
            process.Kill(); // all of the lab dies with its script
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    private static string? Find()
    {
        for (string? directory = AppContext.BaseDirectory; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            string lab = Path.Combine(directory, "eng", "lab");
            if (File.Exists(lab))
                return lab;
        }

        return null;
    }
}
