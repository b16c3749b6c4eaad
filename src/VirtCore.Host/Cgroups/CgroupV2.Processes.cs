using System.Globalization;
using System.Text;
using VirtCore.Interop;

namespace VirtCore.Host;

/// <content>The processes in a cgroup.</content>
public sealed partial class CgroupV2
{
    private const string ProcessesFile = "cgroup.procs";
    private const string ThreadsFile = "cgroup.threads";
    private const string FreezeFile = "cgroup.freeze";
    private const string KillFile = "cgroup.kill";
    private const int MoveAttempts = 5;

    private static readonly TimeSpan s_birthPause = TimeSpan.FromMilliseconds(30);

    private volatile bool _killed;

    /// <summary>
    /// Whether <see cref="Kill"/> was called, or what was started into it has ended. On some kernels (6.12 to 6.18 at least) such a cgroup kills whatever is born into it
    /// later, so nothing is started into it any more: remove it and make another.
    /// </summary>
    public bool IsKilled => _killed;

    /// <summary>The ids of the processes in it, without those in cgroups below. One outside of this process's namespace is 0.</summary>
    /// <exception cref="KernelException">The cgroup is gone, or threaded (EOPNOTSUPP).</exception>
    public IReadOnlyList<int> GetProcesses() => ReadIds(ProcessesFile);

    /// <summary>The ids of the threads in it, without those in cgroups below.</summary>
    /// <exception cref="KernelException">The cgroup is gone.</exception>
    public IReadOnlyList<int> GetThreads() => ReadIds(ThreadsFile);

    /// <summary>Moves a process here, with all its threads.</summary>
    /// <remarks>
    /// It costs up to some 14 ms, as the kernel waits for all forks; starting a process here is cheaper (<see cref="LaunchRequest.Cgroup"/>). Memory that it has stays charged to where
    /// it was. One that is just being born answers EINVAL, and is tried again five times within 150 ms.
    /// </remarks>
    /// <param name="processId">The process, or 0 for this one.</param>
    /// <param name="cancellationToken">Gives up between two tries.</param>
    /// <returns>False when the process is gone.</returns>
    /// <exception cref="KernelException">The kernel refused; its hint has what each errno means here.</exception>
    public ValueTask<bool> MoveAsync(int processId, CancellationToken cancellationToken = default) => MoveIntoAsync(ProcessesFile, processId, cancellationToken);

    /// <summary>Moves one thread here, to a threaded cgroup within its process's domain.</summary>
    /// <param name="threadId">The thread, or 0 for the calling one, which spares the kernel its wait for all forks.</param>
    /// <param name="cancellationToken">Gives up between two tries.</param>
    /// <returns>False when the thread is gone.</returns>
    /// <exception cref="KernelException">EOPNOTSUPP: the cgroup is not threaded, or its domain is not the thread's.</exception>
    public ValueTask<bool> MoveThreadAsync(int threadId, CancellationToken cancellationToken = default) => MoveIntoAsync(ThreadsFile, threadId, cancellationToken);

    /// <summary>Stops all processes in it and below it, and waits until all have stopped. Linux 5.2.</summary>
    /// <remarks>
    /// A frozen process can be killed. One born or moved here stops at once: a launch into a frozen cgroup times out. When this is cancelled or fails, the cgroup may
    /// be freezing: <see cref="ThawAsync"/> ends that.
    /// </remarks>
    /// <exception cref="NotSupportedException">It is the root, or the kernel has no freezer.</exception>
    /// <exception cref="KernelException">The cgroup is gone.</exception>
    public async ValueTask FreezeAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(FreezeFile, "1"u8);
        if (!await WaitForAsync(static state => state.Frozen, cancellationToken).ConfigureAwait(false))
            throw new KernelException("freeze the cgroup", Errnos.ENODEV, FilePath(FreezeFile));
    }

    /// <summary>Lets all processes in it run again, and waits until they may: a cgroup below a frozen one stays frozen with it.</summary>
    /// <exception cref="NotSupportedException">It is the root, or the kernel has no freezer.</exception>
    /// <exception cref="KernelException">The cgroup is gone.</exception>
    public async ValueTask ThawAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(FreezeFile, "0"u8);
        if (!await WaitForAsync(static state => !state.Frozen, cancellationToken).ConfigureAwait(false))
            throw new KernelException("thaw the cgroup", Errnos.ENODEV, FilePath(FreezeFile));
    }

    /// <summary>Kills all processes in it and below it, those included that fork meanwhile. Does not wait: <see cref="WaitForEmptyAsync"/> does.</summary>
    /// <remarks>By <c>cgroup.kill</c> (Linux 5.14); before, by freezing, a SIGKILL to each, and thawing. Nothing can be started into it afterwards: <see cref="IsKilled"/>.</remarks>
    /// <exception cref="NotSupportedException">It is the root.</exception>
    /// <exception cref="KernelException">EOPNOTSUPP: it is threaded, and its domain is to be killed. EACCES.</exception>
    public void Kill()
    {
        _killed = true;
        int error = TryWrite(KillFile, "1"u8);
        if (error == Errnos.ENOENT && !IsGone && Type != CgroupType.Root)
            KillEach();
        else if (error is not (0 or Errnos.ENODEV) && !(error == Errnos.ENOENT && IsGone))
            throw Refused("write", KillFile, error, "1");
    }

    /// <summary>What <see cref="Kill"/> does on a kernel without <c>cgroup.kill</c>.</summary>
    internal void KillEach()
    {
        _killed = true;
        _ = TryWrite(FreezeFile, "1"u8); // nothing forks from now on, or soon
        try
        {
            var signalled = new HashSet<int>();
            while (KillNew(this, signalled))
            {
            }
        }
        finally
        {
            _ = TryWrite(FreezeFile, "0"u8);
        }
    }

    internal void NoteKilled() => _killed = true;

    // True when it found somebody that was not there before.
    private static bool KillNew(CgroupV2 cgroup, HashSet<int> signalled)
    {
        bool found = false;
        foreach (string name in cgroup.GetChildren())
        {
            using CgroupV2? child = cgroup.TryOpenChild(name);
            found |= child is not null && KillNew(child, signalled);
        }

        foreach (int id in cgroup.ReadIds(ThreadsFile))
        {
            if (id == 0 || !signalled.Add(id))
                continue;
            // A thread that leads no process answers EINVAL or ENOENT; its leader is in the list too, or its process dies with another's.
            using SafePidfdDescriptor? process = PidfdCalls.TryOpen(id, out _);
            found |= process is not null && PidfdCalls.Send(process, ProcessSyscalls.SIGKILL) == 0;
        }

        return found;
    }

    private async ValueTask<bool> MoveIntoAsync(string file, int id, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        cancellationToken.ThrowIfCancellationRequested();
        for (int attempt = 1; ; attempt++)
        {
            int error = WriteNumber(file, id);
            if (error is 0 or Errnos.ESRCH)
                return error == 0;
            if (error != Errnos.EINVAL || attempt > MoveAttempts)
                throw Refused("write", file, error, id.ToString(CultureInfo.InvariantCulture));
            using var pause = new TaskDeadline(s_birthPause);
            await pause.Expired.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private int WriteNumber(string file, int number)
    {
        Span<byte> text = stackalloc byte[11];
        _ = number.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        return TryWrite(file, text[..length]);
    }

    private List<int> ReadIds(string file)
    {
        using SafeFileDescriptor opened = OpenFile(file);
        var ids = new List<int>();
        Span<byte> buffer = stackalloc byte[TextRoom];
        int kept = 0;
        for (long offset = 0; ;)
        {
            int length = CgroupFiles.Read(opened, buffer[kept..], offset);
            if (length == -Errnos.ENODEV)
                return ids; // gone, and so are they
            if (length < 0)
                throw Refused("read", file, -length);
            if (length == 0)
                return ids;
            offset += length;
            kept = TakeLines(buffer, kept + length, ids);
        }
    }

    // Leaves the part of a line at the buffer's begin.
    private static int TakeLines(Span<byte> buffer, int length, List<int> ids)
    {
        ReadOnlySpan<byte> text = buffer[..length];
        for (int end; (end = text.IndexOf((byte)'\n')) >= 0; text = text[(end + 1)..])
        {
            if (int.TryParse(text[..end], NumberStyles.None, CultureInfo.InvariantCulture, out int id))
                ids.Add(id);
        }

        text.CopyTo(buffer);
        return text.Length;
    }
}
