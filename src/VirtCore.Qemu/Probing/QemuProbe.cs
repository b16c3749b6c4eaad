using VirtCore.Host;
using VirtCore.Interop;
using VirtCore.Qmp;
using static Tmds.Linux.LibC;

namespace VirtCore.Qemu;

/// <summary>Looks for QEMU's programs and asks each for its version.</summary>
/// <remarks>
/// Each is started without a machine (<c>-machine none</c>), under a guard, and says its version in the greeting of its monitor; it is dead when the answer
/// is here, and it dies with this process. Nothing is read from what it prints.
/// </remarks>
public static class QemuProbe
{
    private const int Monitor = 3;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15); // a tenth of a second, unless the host is emulated or swaps

    /// <summary>Every <c>qemu-system-*</c> and <c>qemu-kvm</c> in PATH and in the libexec directories, with its version.</summary>
    /// <exception cref="KernelException">Nothing can be started here at all.</exception>
    /// <exception cref="IOException">There is no directory for temporary files.</exception>
    public static async Task<IReadOnlyList<QemuProgram>> FindAsync(CancellationToken cancellationToken = default)
    {
        List<string> paths = QemuPrograms.Find(Environment.GetEnvironmentVariable("PATH"));
        if (paths.Count == 0)
            return [];
        var programs = new QemuProgram[paths.Count];
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("virtcore-probe-");
        try
        {
            ProcessLauncher launcher = await ProcessLauncher.StartAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            await using (launcher.ConfigureAwait(false))
            {
                await Parallel.ForAsync(
                    0, programs.Length, cancellationToken,
                    async (i, token) => programs[i] = await AskAsync(launcher, paths[i], scratch.CreateSubdirectory($"{i}").FullName, token).ConfigureAwait(false))
                    .ConfigureAwait(false);
            }
        }
        finally
        {
            scratch.Delete(recursive: true);
        }

        return programs;
    }

    private static async ValueTask<QemuProgram> AskAsync(ProcessLauncher launcher, string path, string directory, CancellationToken cancellationToken)
    {
        try
        {
            return new QemuProgram(path, await AskVersionAsync(launcher, path, directory, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception refused) when (refused is ProcessLaunchException or KernelException or TimeoutException or QmpException)
        {
            // One that does not answer has said nothing that explains it.
            string lastWords = refused is TimeoutException ? "" : QemuLog.ReadTail(directory);
            return new QemuProgram(path, null, lastWords.Length > 0 ? lastWords : refused.Message);
        }
    }

    private static async ValueTask<QmpVersion> AskVersionAsync(ProcessLauncher launcher, string path, string directory, CancellationToken cancellationToken)
    {
        (SafeSocketDescriptor ours, SafeSocketDescriptor theirs) = UnixSocket.Pair(SOCK_STREAM);
        SupervisedProcess process;
        using (theirs)
        using (SafeFileDescriptor handle = DirectoryFile.OpenDirectory(directory))
        using (SafeFileDescriptor log = DirectoryFile.OpenForAppend(handle, DomainDirectory.LogFile))
        {
            try
            {
                process = await launcher.LaunchAsync(
                    new LaunchRequest
                    {
                        FileName = path,
                        StateDirectory = directory,
                        Arguments =
                        [
                            // The first accelerator that the program was built with: none is ever used.
                            "-machine", "none,accel=tcg:qtest", "-no-user-config", "-nodefaults", "-display", "none", "-S",
                            "-chardev", $"socket,id=monitor,fd={Monitor}", "-mon", "chardev=monitor,mode=control",
                        ],
                        Descriptors = [new PassedDescriptor(log, 1), new PassedDescriptor(log, 2), new PassedDescriptor(theirs, Monitor)],
                    },
                    cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                ours.Dispose();
                throw;
            }
        }

        await using (process.ConfigureAwait(false))
        {
            QmpClient client = await QmpClient.ConnectAsync(
                ours, new QmpClientOptions { HandshakeTimeout = s_patience, OutOfBand = false }, cancellationToken).ConfigureAwait(false);
            await using (client.ConfigureAwait(false))
                return client.Greeting.Version;
        }
    }
}
