using System.Net.Sockets;
using VirtCore.Host;

namespace VirtCore.Tests.Systemd;

/// <summary>A place where a bus listens. Each connection is answered by a <see cref="FakeSystemd"/> of its own.</summary>
internal sealed class FakeBus : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("virtcore-bus-").FullName;
    private readonly Socket _clients;
    private readonly Socket _peers;
    private readonly List<IDisposable> _opened = [];

    public FakeBus()
    {
        _clients = Listen("clients");
        _peers = Listen("peers");
    }

    public static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    /// <summary>The address that the client gets.</summary>
    public string Address => AddressOf("clients");

    /// <summary>A manager that is connected, and its systemd. The time-out is for what follows: on a busy machine connecting takes a while.</summary>
    public async Task<(SystemdManager Manager, FakeSystemd Systemd)> ConnectAsync(TimeSpan? timeout = null, Func<int, string?>? cgroupOf = null)
    {
        Task<SystemdManager> connecting =
            SystemdManager.ConnectAsync(Address, TimeSpan.FromSeconds(20), cgroupOf ?? (static _ => "/x.scope")).AsTask();
        FakeSystemd systemd = await AcceptAsync();
        SystemdManager manager = await connecting.WaitAsync(Patience);
        manager.Timeout = timeout ?? manager.Timeout;
        _opened.Add(manager);
        return (manager, systemd);
    }

    /// <summary>The next connection of a client's.</summary>
    public async Task<FakeSystemd> AcceptAsync()
    {
        var client = new BusSocket(await _clients.AcceptAsync(Patience));
        FakeSystemd systemd = await FakeSystemd.StartAsync(client, async () => new BusSocket(await _peers.AcceptAsync(Patience)), AddressOf("peers"));
        _opened.Add(systemd);
        return systemd;
    }

    public void Dispose()
    {
        _opened.ForEach(static opened => opened.Dispose());
        _clients.Dispose();
        _peers.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private string AddressOf(string name) => $"unix:path={_directory}/{name}";

    private Socket Listen(string name)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(_directory, name)));
        socket.Listen();
        return socket;
    }
}
