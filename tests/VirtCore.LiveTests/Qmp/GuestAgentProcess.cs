using System.Diagnostics;
using System.Net.Sockets;
using VirtCore.Qmp;

namespace VirtCore.LiveTests.Qmp;

/// <summary>Debian's agent as a process of the test's own, on this very machine: what would stop the machine is disabled.</summary>
internal sealed class GuestAgentProcess : IAsyncDisposable
{
    private const string Disabled = "guest-shutdown,guest-fsfreeze-freeze,guest-fsfreeze-freeze-list,guest-suspend-disk,guest-suspend-ram,guest-suspend-hybrid," +
        "guest-set-time,guest-set-user-password,guest-set-vcpus,guest-set-memory-blocks,guest-fstrim";

    private readonly Process _process;
    private readonly Socket _socket;

    private GuestAgentProcess(Process process, Socket socket, string folder)
    {
        _process = process;
        _socket = socket;
        Folder = folder;
        Client = GuestAgentClient.Open(socket.SafeHandle);
    }

    public GuestAgentClient Client { get; }

    public string Folder { get; }

    public static async Task<GuestAgentProcess> StartAsync()
    {
        string binary = Requires.GuestAgent();
        string folder = Directory.CreateTempSubdirectory("virtcore-agent-").FullName;
        string path = Path.Combine(folder, "agent");
        Process process = Process.Start(new ProcessStartInfo(
            binary, ["--method=unix-listen", $"--path={path}", $"--statedir={folder}", $"--pidfile={folder}/pid", $"-b{Disabled}"]))!;
        try
        {
            await WaitForSocketAsync(folder, path);
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), MonitoredQemu.Patience);
            return new GuestAgentProcess(process, socket, folder);
        }
        catch
        {
            await EndAsync(process, folder);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        _socket.Dispose();
        await EndAsync(_process, Folder);
    }

    // The socket is bound a moment before it listens: a connect in between is refused and tried again.
    private static async Task WaitForSocketAsync(string folder, string path)
    {
        using var watcher = new FileSystemWatcher(folder) { EnableRaisingEvents = true };
        var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, created) =>
        {
            if (created.FullPath == path)
                made.TrySetResult();
        };
        if (!File.Exists(path))
            await made.Task.WaitAsync(MonitoredQemu.Patience);
        while (true)
        {
            using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await probe.ConnectAsync(new UnixDomainSocketEndPoint(path), MonitoredQemu.Patience);
                return;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
            {
                await Task.Yield();
            }
        }
    }

    private static async Task EndAsync(Process process, string folder)
    {
        process.Kill();
        await process.WaitForExitAsync(MonitoredQemu.Patience);
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
