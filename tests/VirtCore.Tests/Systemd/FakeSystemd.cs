using System.Collections.Concurrent;
using System.Threading.Channels;
using Tmds.DBus.Protocol;
using Xunit;

namespace VirtCore.Tests.Systemd;

/// <summary>systemd and the bus as one client sees them, driven by the test. What the bus itself answers, it answers by itself.</summary>
internal sealed class FakeSystemd : IPathMethodHandler, IDisposable
{
    public const string Name = ":1.0";

    private const string Manager = "org.freedesktop.systemd1.Manager";

    private readonly Channel<FakeCall> _calls = Channel.CreateUnbounded<FakeCall>();
    private readonly BusSocket _client;
    private readonly BusSocket _peer;
    private readonly DBusConnection _connection;
    private readonly ConcurrentQueue<string> _senders = new();

    private FakeSystemd(BusSocket client, BusSocket peer, DBusConnection connection)
    {
        _client = client;
        _peer = peer;
        _connection = connection;
    }

    string IPathMethodHandler.Path => "/";

    bool IPathMethodHandler.HandlesChildPaths => true;

    /// <summary>How often the client has asked for signals.</summary>
    public int Subscriptions { get; private set; }

    /// <summary>Takes both ends up: the client's, and that of the library that reads and writes for the script.</summary>
    public static async Task<FakeSystemd> StartAsync(BusSocket client, Func<Task<BusSocket>> accept, string address)
    {
        await client.AuthenticateAsync();
        var connection = new DBusConnection(address);
        Task connecting = connection.ConnectAsync().AsTask();
        BusSocket peer = await accept();
        await peer.AuthenticateAsync();
        BusMessage hello = (await peer.ReadAsync())!;
        peer.Send(BusMessage.Welcome(hello.Serial, Name));
        await connecting;
        var systemd = new FakeSystemd(client, peer, connection);
        connection.AddMethodHandler(systemd);
        _ = PassAsync(client, peer, static message => message);
        _ = PassAsync(peer, client, systemd.AsPassedOn);
        return systemd;
    }

    /// <summary>The next call, which must be this one.</summary>
    public async Task<FakeCall> ReadAsync(string member)
    {
        FakeCall call = await _calls.Reader.ReadAsync(FakeBus.Patience);
        Assert.Equal(member, call.Member);
        return call;
    }

    public bool HasMore => _calls.Reader.Count != 0;

    public void JobRemoved(uint id, string unit, string result, string sender = Name)
    {
        MessageWriter writer = _connection.GetMessageWriter();
        writer.WriteSignalHeader(null, "/org/freedesktop/systemd1", Manager, "JobRemoved", "uoss");
        writer.WriteUInt32(id);
        writer.WriteObjectPath(JobPath(id));
        writer.WriteString(unit);
        writer.WriteString(result);
        Signal(ref writer, sender);
    }

    public void Reloading(bool begins)
    {
        MessageWriter writer = _connection.GetMessageWriter();
        writer.WriteSignalHeader(null, "/org/freedesktop/systemd1", Manager, "Reloading", "b");
        writer.WriteBool(begins);
        Signal(ref writer, Name);
    }

    public void NameOwnerChanged(string oldOwner, string newOwner)
    {
        MessageWriter writer = _connection.GetMessageWriter();
        writer.WriteSignalHeader(null, "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameOwnerChanged", "sss");
        writer.WriteString("org.freedesktop.systemd1");
        writer.WriteString(oldOwner);
        writer.WriteString(newOwner);
        Signal(ref writer, "org.freedesktop.DBus");
    }

    public static string JobPath(uint id) => $"/org/freedesktop/systemd1/job/{id}";

    /// <summary>Answers a look at a unit: its state, and the job that it has or 0.</summary>
    public async Task AnswerLookAsync(string? state, uint job = 0)
    {
        FakeCall find = await ReadAsync("GetUnit");
        if (state is null)
        {
            find.Refuse("org.freedesktop.systemd1.NoSuchUnit");
            return;
        }

        find.ReplyPath("/org/freedesktop/systemd1/unit/x");
        (await ReadAsync("Get")).ReplyValue(state);
        (await ReadAsync("Get")).ReplyValue(VariantValue.Struct(job, new ObjectPath(job == 0 ? "/" : JobPath(job))));
    }

    public async Task AnswerControlGroupAsync(string path)
    {
        (await ReadAsync("GetUnit")).ReplyPath("/org/freedesktop/systemd1/unit/x");
        FakeCall get = await ReadAsync("Get");
        Assert.Equal("ControlGroup", get.Arguments[1]);
        get.ReplyValue(path);
    }

    ValueTask IPathMethodHandler.HandleMethodAsync(MethodContext context)
    {
        var call = new FakeCall(context);
        switch (call.Member)
        {
            case "Hello":
                call.ReplyString(":1.7");
                break;
            case "GetNameOwner":
                call.ReplyString(Name);
                break;
            case "AddMatch" or "RemoveMatch":
                call.Reply();
                break;
            case "Subscribe":
                Subscriptions++;
                call.Reply();
                break;
            default:
                Assert.True(_calls.Writer.TryWrite(call));
                break;
        }

        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        _connection.Dispose();
        _client.Dispose();
        _peer.Dispose();
    }

    // The bus puts the sender's name into what it passes on; a script may say another one's.
    private void Signal(ref MessageWriter writer, string sender)
    {
        _senders.Enqueue(sender);
        Assert.True(_connection.TrySendMessage(writer.CreateMessage()));
    }

    private BusMessage AsPassedOn(BusMessage message) =>
        message.From(message.IsSignal && _senders.TryDequeue(out string? sender) ? sender : Name);

    private static async Task PassAsync(BusSocket from, BusSocket to, Func<BusMessage, BusMessage> change)
    {
        while (await from.ReadAsync() is { } message)
        {
            to.Send(change(message));
            foreach (int descriptor in message.Descriptors)
                _ = Tmds.Linux.LibC.close(descriptor);
        }

        to.Dispose();
    }
}
