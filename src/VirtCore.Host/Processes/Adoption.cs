using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Host;

/// <summary>How a later host process finds the guard of a state directory.</summary>
internal static class Adoption
{
    /// <summary>Between two looks at a guard that is coming up or going down: it has the lock, and no socket.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static async ValueTask<SupervisedProcess?> AdoptAsync(string stateDirectory, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using SafeFileDescriptor directory = DirectoryFile.OpenDirectory(stateDirectory);
        using var deadline = new TaskDeadline(timeout);
        while (true)
        {
            GuardConnection? connection = TryConnect(directory, out int error);
            if (connection is null && error != EAGAIN)
                return null;
            if (connection is not null && await GreetAsync(connection, deadline, cancellationToken).ConfigureAwait(false) is { } greeting)
                return Check(new SupervisedProcess(connection, greeting, stateDirectory, MadeCgroup.TryOpen(directory)), directory);
            await PauseAsync(deadline, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Connects. Null with ENOENT or ECONNREFUSED when nobody listens, EAGAIN when too many wait.</summary>
    /// <exception cref="KernelException">Anything else: EACCES for another user's guard.</exception>
    public static GuardConnection? TryConnect(SafeFileDescriptor directory, out int error)
    {
        GuardConnection? connection = GuardConnection.TryConnect(directory, out error);
        return connection is not null || error is Errnos.ENOENT or Errnos.ECONNREFUSED or Errnos.EAGAIN
            ? connection
            : throw new KernelException("connect", error, GuardFiles.Socket);
    }

    /// <exception cref="TimeoutException">The deadline has passed.</exception>
    public static async ValueTask PauseAsync(TaskDeadline deadline, CancellationToken cancellationToken)
    {
        if (deadline.Expired.IsCompleted)
            throw new TimeoutException("The guard lives and does not answer.");
        using var pause = new TaskDeadline(Pause);
        await pause.Expired.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<GuardGreeting?> GreetAsync(GuardConnection connection, TaskDeadline deadline, CancellationToken cancellationToken)
    {
        bool greeted = false;
        try
        {
            _ = connection.TryTell(vg_type.STATUS);
            if (!await deadline.WaitAsync(connection.Greeting, cancellationToken).ConfigureAwait(false))
                throw new TimeoutException("The guard lives and does not answer.");
            GuardGreeting? greeting = await connection.Greeting.ConfigureAwait(false);
            greeted = greeting is { Process: not null };
            return greeted ? greeting : null; // without the pidfds it is about to end
        }
        finally
        {
            if (!greeted)
                connection.Dispose();
        }
    }

    private static SupervisedProcess Check(SupervisedProcess process, SafeFileDescriptor directory)
    {
        // A guard that is still starting has no record yet.
        if (GuardRecordFile.Read(directory) is { Identity: { } recorded } && recorded != process.Identity)
        {
            _ = process.DisposeAsync().AsTask();
            throw new InvalidDataException($"The guard's record says {recorded}, the guard {process.Identity}.");
        }

        return process;
    }
}
