using VirtCore.Host;

namespace VirtCore.Tool.Demo;

/// <summary>Finds processes of the demo that should not be there any more, and no others: a machine does other things meanwhile.</summary>
/// <param name="folder">The demo's folder. QEMU, its guard and the demo's own programs all have something to do with it.</param>
/// <param name="before">The processes that were there before.</param>
internal sealed class Leftovers(string folder, ProcessSnapshot before)
{
    private const string GuardName = "virtcore-guard";

    // The death of one process is another one's news, and the kernel takes its time over a large one's memory.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    public static Leftovers Watch(string folder) => new(folder, ProcessSnapshot.Capture());

    /// <summary>The demo's processes that were not there before and do not end by themselves.</summary>
    public async ValueTask<IReadOnlyList<ProcessEntry>> FindAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_grace);
        while (true)
        {
            List<ProcessEntry> found = Capture();
            try
            {
                foreach (ProcessEntry process in found)
                {
                    using Pidfd? pidfd = Pidfd.TryOpen(process.Id);
                    if (pidfd is not null)
                        await pidfd.WaitAsync(limit.Token).ConfigureAwait(false);
                }

                limit.Token.ThrowIfCancellationRequested();
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return Capture();
            }

            if (found.Count == 0)
                return found;
        }
    }

    private List<ProcessEntry> Capture()
    {
        var now = ProcessSnapshot.Capture();
        return [.. now.Since(before).Where(p => IsOurs(now, p))];
    }

    // A host's native launcher leaves no trace of whose it is. So a new one counts, unless the guards that it has started are not ours.
    private bool IsOurs(ProcessSnapshot now, ProcessEntry process)
    {
        if (now.IsDescendant(process, Environment.ProcessId))
            return true;
        var traces = ProcessTraces.Read(process.Id);
        if (traces.LeadTo(folder))
            return true;
        return process.Name == GuardName && traces.LeadNowhere
            && now.ChildrenOf(process).All(child => ProcessTraces.Read(child.Id) is var own && (own.LeadTo(folder) || own.LeadNowhere));
    }
}
