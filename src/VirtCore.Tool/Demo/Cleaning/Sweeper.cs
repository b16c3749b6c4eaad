using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;
using VirtCore.Host;

namespace VirtCore.Tool.Demo;

/// <summary>
/// A second process of the demo that waits for the first one's end, however that comes, and clears away what it has left. It has a session of its
/// own, so a signal to the demo's whole process group does not reach it.
/// </summary>
/// <remarks>
/// AutoDestroy would tie the guest to the demo, but the second migration hands it to another process: in that moment it is tied to nobody.
/// </remarks>
internal sealed class Sweeper : IAsyncDisposable
{
    private readonly ProcessLauncher _launcher;
    private readonly SupervisedProcess _process;
    private readonly AnonymousPipeServerStream _lifeline;

    private Sweeper(ProcessLauncher launcher, SupervisedProcess process, AnonymousPipeServerStream lifeline)
    {
        _launcher = launcher;
        _process = process;
        _lifeline = lifeline;
    }

    public static async ValueTask<Sweeper> StartAsync(DemoFolder folder, string qemu, CancellationToken cancellationToken)
    {
        string directory = folder.File("sweeper");
        Directory.CreateDirectory(directory);
        var launcher = await ProcessLauncher.StartAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var lifeline = new AnonymousPipeServerStream(PipeDirection.Out);
        SupervisedProcess? process = null;
        try
        {
            using var standardError = new SafeFileHandle(2, ownsHandle: false);
            process = await launcher.LaunchAsync(
                new LaunchRequest
                {
                    FileName = OwnProgram.FileName,
                    Arguments = [.. OwnProgram.Arguments, Commands.DemoSweeperCommand.Name, folder.Path, qemu, $"{Environment.ProcessId}"],
                    StateDirectory = directory,
                    WorkingDirectory = "/",
                    Descriptors = [new PassedDescriptor(lifeline.ClientSafePipeHandle, 0), new PassedDescriptor(standardError, 2)],
                },
                cancellationToken).ConfigureAwait(false);
            lifeline.DisposeLocalCopyOfClientHandle();
            await process.Lifeline.CommitAsync(Guid.NewGuid(), cancellationToken).ConfigureAwait(false);
            return new Sweeper(launcher, process, lifeline);
        }
        catch
        {
            if (process is not null)
                await process.DisposeAsync().ConfigureAwait(false);
            await lifeline.DisposeAsync().ConfigureAwait(false);
            await launcher.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Lets the other process go, and waits for it and its guard.</summary>
    public async ValueTask DisposeAsync()
    {
        await _lifeline.DisposeAsync().ConfigureAwait(false);
        await _process.Exited.ConfigureAwait(false);
        await _process.GuardLost.ConfigureAwait(false);
        await _process.DisposeAsync().ConfigureAwait(false);
        await _launcher.DisposeAsync().ConfigureAwait(false);
    }
}
