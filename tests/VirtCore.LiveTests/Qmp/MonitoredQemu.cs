using System.Diagnostics;
using System.Net.Sockets;
using Tmds.Linux;
using VirtCore.Interop;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.LiveTests.Qmp;

/// <summary>A QEMU whose monitor connects to a socket that listens already, so that nothing is polled for.</summary>
internal sealed class MonitoredQemu : IAsyncDisposable
{
    private readonly Process _process;

    private MonitoredQemu(Process process, QmpClient client, string directory)
    {
        _process = process;
        Client = client;
        Folder = directory;
    }

    public static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    public QmpClient Client { get; }

    /// <summary>A folder that goes with the QEMU.</summary>
    public string Folder { get; }

    public static async Task<MonitoredQemu> StartAsync(
        QmpClientOptions? options = null, string machine = "q35,accel=tcg", string monitor = "", bool watchProcess = false, params string[] arguments)
    {
        string binary = Locate();
        string folder = Directory.CreateTempSubdirectory("virtcore-qmp-").FullName;
        string path = Path.Combine(folder, "monitor");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);
        Process process = Process.Start(new ProcessStartInfo(
            binary,
            ["-M", machine, "-m", "64", "-S", "-display", "none", "-nodefaults", "-no-user-config", "-chardev", $"socket,id=monitor,path={path}",
                "-mon", $"chardev=monitor,mode=control{monitor}", .. arguments]))!;
        try
        {
            Socket accepted = await listener.AcceptAsync(Patience);
            using SafePidfdDescriptor? pidfd = watchProcess ? PidfdCalls.TryOpen(process.Id, out _) : null;
            options = pidfd is null ? options : new QmpClientOptions { PeerProcess = pidfd };
            return new MonitoredQemu(process, await QmpClient.ConnectAsync(accepted.SafeHandle, options), folder);
        }
        catch
        {
            process.Kill();
            await process.WaitForExitAsync(Patience);
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    public void Signal(int signal) => Assert.Equal(0, LibC.kill(_process.Id, signal));

    /// <summary>What QEMU has open in a folder, but for its monitor's socket.</summary>
    public IEnumerable<string> OpenFilesIn(string folder) =>
        DescriptorLinks.Read(_process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Where(target => target.StartsWith(folder + "/", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        _process.Kill();
        await _process.WaitForExitAsync(Patience);
        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static string Locate()
    {
        string[] directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        string? path = directories.Select(directory => Path.Combine(directory, "qemu-system-x86_64")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, "no qemu-system-x86_64 on the PATH");
        return path!;
    }
}
