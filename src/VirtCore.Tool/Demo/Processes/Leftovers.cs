using VirtCore.Host;

namespace VirtCore.Tool.Demo;

/// <summary>Finds processes of the demo that should not be there any more, and no others: a machine does other things meanwhile.</summary>
/// <param name="folder">The demo's folder. QEMU, its guard and the demo's own programs all have something to do with it.</param>
/// <param name="before">The processes that were there before.</param>
internal sealed class Leftovers(string folder, ProcessSnapshot before)
{
    // The death of one process is another one's news, and the kernel takes its time over a large one's memory.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    private readonly HashSet<ulong> _guardPrograms = [];

    public static Leftovers Watch(string folder) => new(folder, ProcessSnapshot.Capture());

    /// <summary>Takes note of the native programs that a process of the demo's runs. A host's launcher leaves no other trace of whose it is.</summary>
    public void Learn(int processId) => _guardPrograms.UnionWith(GuardPrograms.OpenIn(processId));

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

    private bool IsOurs(ProcessSnapshot now, ProcessEntry process) =>
        now.IsDescendant(process, Environment.ProcessId)
        || ProcessTraces.Read(process.Id).LeadTo(folder)
        || (GuardPrograms.RunBy(process.Id) is { } program && _guardPrograms.Contains(program));
}
