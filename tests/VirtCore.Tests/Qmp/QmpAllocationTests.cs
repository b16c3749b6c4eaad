using System.Net.Sockets;
using System.Text;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.Tests.Qmp;

[Collection(MeasuredAlone.Name)]
public sealed class QmpAllocationTests
{
    private const int Calls = 20_000;

    // The collector, tiered compilation and the thread pool's bookkeeping allocate now and then; a call that allocated anything would cost 24 B.
    private const double BytesPerCallTolerated = 1;

    [Fact]
    public async Task A_typed_command_allocates_nothing()
    {
        // This peer only ever makes blocking calls: a socket that was once awaited allocates for them.
        using var peer = new ScriptedPeer();
        var answering = new Thread(() => AnswerEach(peer.Socket)) { IsBackground = true };
        answering.Start();
        await using QmpClient client = await QmpClient.ConnectAsync(peer.ClientSocket);
        // On the pool, away from the test runner's synchronization context, whose Post allocates.
        await Task.Run(() => AskAsync(client, Calls));
        long before = GC.GetTotalAllocatedBytes(true);
        await Task.Run(() => AskAsync(client, Calls));
        long allocated = GC.GetTotalAllocatedBytes(true) - before;
        Assert.InRange((double)allocated / Calls, 0, BytesPerCallTolerated);
        peer.Socket.Shutdown(SocketShutdown.Both);
        answering.Join();
    }

    [Fact]
    public async Task An_event_allocates_nothing()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        using QmpEventSubscription events = client.Subscribe("MIGRATION");
        byte[] message = Encoding.UTF8.GetBytes(
            """{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "MIGRATION", "data": {"status": "active"}}""" + "\r\n");
        await Task.Run(() => TakeAsync(events, peer.Socket, message, Calls));
        long before = GC.GetTotalAllocatedBytes(true);
        await Task.Run(() => TakeAsync(events, peer.Socket, message, Calls));
        long allocated = GC.GetTotalAllocatedBytes(true) - before;
        Assert.InRange((double)allocated / Calls, 0, BytesPerCallTolerated);
    }

    private static async Task AskAsync(QmpClient client, int count)
    {
        for (int i = 0; i < count; i++)
        {
            MachineStatus status = await client.QueryStatusAsync();
            if (!status.Running)
                throw new InvalidOperationException("A reply was wrong.");
        }
    }

    private static async Task TakeAsync(QmpEventSubscription events, Socket peer, byte[] message, int count)
    {
        for (int i = 0; i < count; i++)
        {
            ValueTask<QmpEvent> next = events.ReadAsync(TimeSpan.FromSeconds(20));
            peer.Send(message);
            if (!(await next).TryGetMigrationStatus(out MigrationStatus status) || status != MigrationStatus.Active)
                throw new InvalidOperationException("An event was wrong.");
        }
    }

    private static void AnswerEach(Socket socket)
    {
        byte[] request = new byte[4096];
        byte[] reply = new byte[4096];
        socket.Send(Encoding.UTF8.GetBytes(ScriptedPeer.Greeting));
        ReadOnlySpan<byte> head = "{\"return\": {\"status\": \"running\", \"singlestep\": false, \"running\": true}, \"id\": "u8;
        head.CopyTo(reply);
        int received;
        while ((received = socket.Receive(request, SocketFlags.None, out SocketError error)) > 0 && error == SocketError.Success)
        {
            Span<byte> text = request.AsSpan(0, received);
            Span<byte> id = text[(text.IndexOf("\"id\":"u8) + 5)..];
            id = id[..id.IndexOfAny((byte)',', (byte)'}')];
            id.CopyTo(reply.AsSpan(head.Length));
            "}\r\n"u8.CopyTo(reply.AsSpan(head.Length + id.Length));
            socket.Send(reply.AsSpan(0, head.Length + id.Length + 3));
        }
    }
}
