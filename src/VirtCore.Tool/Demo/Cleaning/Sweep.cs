using System.Diagnostics;
using VirtCore.Host;
using VirtCore.Qemu;

namespace VirtCore.Tool.Demo;

/// <summary>Ends whatever a demo has left running, by what its hosts have on record.</summary>
internal static class Sweep
{
    private static readonly TimeSpan s_lockTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_lockRetry = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Destroys every domain of the demo's hosts. When it returns without an exception, none of their processes lives; one that is in the way of
    /// another does not keep it from the rest.
    /// </summary>
    public static async ValueTask RunAsync(DemoFolder folder, string qemu)
    {
        Exception? failure = null;
        foreach (string stateDirectory in folder.StateDirectories())
        {
            try
            {
                QemuHost host = await OpenAsync(stateDirectory, qemu).ConfigureAwait(false);
                await using (host.ConfigureAwait(false))
                    await DestroyAsync(host).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                failure ??= e;
            }
        }

        if (failure is not null)
            throw new DemoException($"could not clear away everything in \"{folder.Path}\": {failure.Message}", failure);
    }

    /// <summary>Destroys every domain of a host, those too that it could not reach when it was opened.</summary>
    public static async ValueTask DestroyAsync(QemuHost host)
    {
        foreach (QemuDomain domain in host.Domains)
            await domain.DestroyAsync().ConfigureAwait(false);
        foreach (RecoveredDomain lost in host.Recovery.Domains.Where(static d => d.Outcome == RecoveredDomainOutcome.Unreachable))
            await KillAsync(Path.Combine(host.Options.StateDirectory, "domains", lost.Name)).ConfigureAwait(false);
    }

    // A QEMU whose monitor is silent still has a guard.
    private static async ValueTask KillAsync(string directory)
    {
        SupervisedProcess? process = await SupervisedProcess.AdoptAsync(directory).ConfigureAwait(false);
        if (process is null)
            return;
        await using (process.ConfigureAwait(false))
        {
            process.Kill();
            await process.Exited.ConfigureAwait(false);
        }
    }

    // Whoever had it open is dead or dying: a lock goes with its process, a moment after the pipe that told of the death.
    private static async ValueTask<QemuHost> OpenAsync(string stateDirectory, string qemu)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await QemuHost.OpenAsync(new QemuHostOptions { StateDirectory = stateDirectory, Binary = qemu }).ConfigureAwait(false);
            }
            catch (InvalidOperationException) when (Stopwatch.GetElapsedTime(start) < s_lockTimeout)
            {
                await Task.Delay(s_lockRetry).ConfigureAwait(false);
            }
        }
    }
}
