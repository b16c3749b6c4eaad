using VirtCore.Interop;

namespace VirtCore.Host;

/// <content>The end of a cgroup.</content>
public sealed partial class CgroupV2
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(512);

    /// <summary>How long a removal waits for the dead to leave: a process of many gigabytes is in its cgroup until its memory is given back.</summary>
    private static readonly TimeSpan s_removalPatience = TimeSpan.FromSeconds(30);

    /// <summary>Removes the cgroup with all below it, the deepest first. It kills nothing: what lives in it must be gone or going (<see cref="Kill"/>).</summary>
    /// <remarks>
    /// A process that was killed leaves its cgroup some time after its pidfd has told of its end, and the kernel answers EBUSY until then. So after EBUSY this waits for
    /// the kernel's word that the cgroup is empty, 1 ms at first and twice as long each time, up to half a second; all in all 30 s. What others make in it meanwhile is removed too. Removing one
    /// that is gone already does nothing. The object is of no use afterwards but to be disposed.
    /// </remarks>
    /// <exception cref="KernelException">EBUSY: something lives in it; EACCES: it or a cgroup below it is another user's.</exception>
    /// <exception cref="InvalidOperationException">It is the root.</exception>
    public ValueTask RemoveAsync(CancellationToken cancellationToken = default) => RemoveAsync(s_removalPatience, cancellationToken);

    internal async ValueTask RemoveAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        if (_parent is null)
            throw new InvalidOperationException("The root of a hierarchy is not removed; it is unmounted.");
        cancellationToken.ThrowIfCancellationRequested();
        long start = TimeProvider.System.GetTimestamp();
        for (var pause = TimeSpan.FromMilliseconds(1); ; pause = pause < s_longestPause ? pause * 2 : s_longestPause)
        {
            int error = IsReplaced() ? 0 : RemoveTree(_parent, _name);
            if (error is 0 or Errnos.ENOENT or Errnos.ENODEV)
            {
                NoteRemoved();
                return;
            }

            if (error != Errnos.EBUSY || TimeProvider.System.GetElapsedTime(start) > patience)
                throw new KernelException("remove the cgroup", error, FullPath, error == Errnos.EBUSY ? "Something lives in it or below it; Kill ends that." : null);
            await WaitForEmptyAtMostAsync(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    // The name may stand for another cgroup by now: this one was removed, and somebody made a new one.
    private bool IsReplaced()
    {
        using SafeFileDescriptor? named = CgroupFiles.TryOpenDirectory(_parent!, _name, out _);
        return named is not null && CgroupFiles.TryIdentify(named, out ulong there, out _) && CgroupFiles.TryIdentify(Directory, out ulong own, out _) && there != own;
    }

    private static int RemoveTree(SafeFileDescriptor parent, string name)
    {
        int error = CgroupFiles.RemoveDirectory(parent, name);
        if (error != Errnos.EBUSY)
            return error;
        using SafeFileDescriptor? directory = CgroupFiles.TryOpenDirectory(parent, name, out error);
        if (directory is null)
            return error;
        List<string> children = CgroupFiles.Directories(directory);
        foreach (string child in children)
        {
            error = RemoveTree(directory, child);
            if (error is not (0 or Errnos.ENOENT))
                return error;
        }

        return children.Count == 0 ? Errnos.EBUSY : CgroupFiles.RemoveDirectory(parent, name);
    }

    private async ValueTask WaitForEmptyAtMostAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        using var deadline = new TaskDeadline(pause);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task empty = WaitForEmptyAsync(enough.Token).AsTask();
        // Empty and yet busy: somebody makes cgroups in it meanwhile. Then only the pause helps.
        if (!await deadline.WaitAsync(empty.IsCompleted ? deadline.Expired : empty, cancellationToken).ConfigureAwait(false))
            await enough.CancelAsync().ConfigureAwait(false);
        await empty.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
