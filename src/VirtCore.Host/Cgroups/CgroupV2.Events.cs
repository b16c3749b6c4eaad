using System.Runtime.CompilerServices;
using VirtCore.Interop;

namespace VirtCore.Host;

/// <content>What the kernel tells of a cgroup.</content>
public sealed partial class CgroupV2
{
    private const string EventsFile = "cgroup.events";
    private const string MemoryEventsFile = "memory.events";

    private readonly CancellationTokenSource _removed = new();

    /// <summary>Whether something lives in it, and whether it is frozen.</summary>
    /// <exception cref="NotSupportedException">It is the root, of which the kernel tells neither.</exception>
    /// <exception cref="KernelException">The cgroup is gone.</exception>
    public CgroupState State
    {
        get
        {
            Span<byte> text = stackalloc byte[256];
            int length = CgroupFiles.Read(Directory, EventsFile, text);
            return length >= 0 ? CgroupState.Parse(text[..length]) : throw Refused("read", EventsFile, -length);
        }
    }

    /// <summary>The state now, and after each change. It ends when the cgroup is gone.</summary>
    /// <remarks>What changes back within 10 ms, or while nobody asks, is not seen; the latest state always is.</remarks>
    /// <exception cref="NotSupportedException">It is the root.</exception>
    /// <exception cref="KernelException">The cgroup is gone.</exception>
    public IAsyncEnumerable<CgroupState> WatchAsync(CancellationToken cancellationToken = default) =>
        FollowAsync(EventsFile, CgroupState.Parse, cancellationToken);

    /// <summary>What happens to its memory, as the difference to what was told before. It ends when the cgroup is gone.</summary>
    /// <remarks>The first difference is told when something has happened after the call's first step; nothing is lost however slowly it is read.</remarks>
    /// <exception cref="NotSupportedException">The memory controller is not enabled for this cgroup.</exception>
    /// <exception cref="KernelException">The cgroup is gone.</exception>
    public async IAsyncEnumerable<CgroupMemoryEvents> WatchMemoryAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        CgroupMemoryEvents? earlier = null;
        await foreach (CgroupMemoryEvents now in FollowAsync(MemoryEventsFile, CgroupMemoryEvents.Parse, cancellationToken).ConfigureAwait(false))
        {
            CgroupMemoryEvents difference = now.Since(earlier ?? now);
            earlier = now;
            if (difference != default)
                yield return difference;
        }
    }

    /// <summary>Waits until no process is left in it and below it. One that is gone is empty.</summary>
    /// <exception cref="NotSupportedException">It is the root.</exception>
    public async ValueTask WaitForEmptyAsync(CancellationToken cancellationToken = default) =>
        await WaitForAsync(static state => !state.Populated, cancellationToken).ConfigureAwait(false);

    /// <summary>Waits for a state. False when the cgroup is gone.</summary>
    private async ValueTask<bool> WaitForAsync(Func<CgroupState, bool> reached, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SafeFileDescriptor? file = CgroupFiles.TryOpenForRead(Directory, EventsFile, out int error);
        if (file is null)
            return error == Errnos.ENOENT && IsGone ? false : throw Refused("open", EventsFile, error);
        using var watch = new CgroupFileWatch<CgroupState>(file, CgroupState.Parse);
        using CancellationTokenRegistration removal = _removed.Token.UnsafeRegister(static watch => ((IDisposable)watch!).Dispose(), watch);
        watch.Start();
        while (await watch.Values.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (watch.Values.TryRead(out CgroupState state))
            {
                if (reached(state))
                    return true;
            }
        }

        return false;
    }

    private async IAsyncEnumerable<T> FollowAsync<T>(
        string name, CgroupFileWatch<T>.Parser parse, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var watch = new CgroupFileWatch<T>(OpenFile(name), parse);
        using CancellationTokenRegistration removal = _removed.Token.UnsafeRegister(static watch => ((IDisposable)watch!).Dispose(), watch);
        watch.Start();
        await foreach (T value in watch.Values.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            yield return value;
    }

    // Not every kernel tells those who poll of a removal.
    private void NoteRemoved() => _removed.Cancel();
}
