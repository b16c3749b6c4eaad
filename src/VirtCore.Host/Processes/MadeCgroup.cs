using System.Text;
using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>A cgroup that a guard made for its process, and what is to be done when the guard cannot remove it any more.</summary>
/// <remarks>
/// guard.cgroup in the state directory has its path from before it is made until after it is gone. Its name is never used twice, so what the note names
/// is either that cgroup or nothing.
/// </remarks>
internal static class MadeCgroup
{
    private const int NoteLimit = 8192;

    public static string NameFor(LaunchRequest request) => $"{request.CgroupName}-{Guid.NewGuid():N}";

    /// <summary>The path that a note names; null when there is none, or it was not whole when its guard died: then nothing was made.</summary>
    public static string? ReadPath(SafeFileDescriptor directory) =>
        DirectoryFile.Read(directory, GuardFiles.Cgroup, NoteLimit) is { } bytes && Encoding.UTF8.GetString(bytes) is { } text && text.EndsWith('\n') ? text[..^1] : null;

    /// <summary>The cgroup of a living guard's process; null when none was made, or it is not to be seen from here.</summary>
    public static CgroupV2? TryOpen(SafeFileDescriptor directory)
    {
        if (ReadPath(directory) is not { } path)
            return null;
        try
        {
            return CgroupHierarchy.Read().TryOpen(path);
        }
        catch (Exception missing) when (missing is KernelException or NotSupportedException or ArgumentException)
        {
            return null; // another mount or cgroup namespace than its guard's
        }
    }

    /// <summary>Kills and removes what a dead guard left. For who holds the lock of the state directory.</summary>
    /// <exception cref="KernelException">It cannot be removed: what lives in it does not die (EBUSY), or it is another user's.</exception>
    /// <exception cref="TimeoutException">It was not empty by the deadline; the note stays.</exception>
    public static async ValueTask RemoveAsync(SafeFileDescriptor directory, TaskDeadline deadline, CancellationToken cancellationToken)
    {
        using (CgroupV2? cgroup = TryOpen(directory))
        {
            if (cgroup is not null)
            {
                cgroup.Kill();
                using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                Task removal = cgroup.RemoveAsync(enough.Token).AsTask();
                if (!await deadline.WaitAsync(removal, cancellationToken).ConfigureAwait(false))
                {
                    await enough.CancelAsync().ConfigureAwait(false);
                    await removal.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    throw new TimeoutException($"The guard is dead, and its cgroup {cgroup.Path} does not get empty.");
                }

                await removal.ConfigureAwait(false);
            }
        }

        DirectoryFile.Unlink(directory, GuardFiles.Cgroup);
    }

    /// <summary>The same for who has just seen the guard of one cgroup die. What cannot be done now is left to a later host.</summary>
    public static async ValueTask RemoveAfterGuardAsync(string stateDirectory, string path, TimeSpan patience)
    {
        try
        {
            using SafeFileDescriptor directory = DirectoryFile.OpenDirectory(stateDirectory);
            if (ReadPath(directory) != path)
                return; // the guard has done it
            using var deadline = new TaskDeadline(patience);
            using SafeFileDescriptor? held = await TakeLockAsync(directory, deadline).ConfigureAwait(false);
            if (held is not null)
                await RemoveAsync(directory, deadline, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception left) when (left is KernelException or TimeoutException or InvalidDataException)
        {
            // The note is still there for a later host.
        }
    }

    // A child that never reached its exec has the lock until the kernel's kill has ended it.
    private static async ValueTask<SafeFileDescriptor?> TakeLockAsync(SafeFileDescriptor directory, TaskDeadline deadline)
    {
        while (!deadline.Expired.IsCompleted)
        {
            if (GuardLock.TryTake(directory) is { } held)
                return held;
            await Adoption.PauseAsync(deadline, CancellationToken.None).ConfigureAwait(false);
        }

        return null;
    }
}
