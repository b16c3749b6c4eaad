using System.Text.Json;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.Tests.Qmp;

public sealed class QmpRaceTests
{
    private const int Callers = 4;
    private const int CallsEach = 1_500;

    [Fact]
    public async Task Replies_deadlines_and_cancellations_that_race_never_mix_answers()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync(new QmpClientOptions { MaxInFlight = 3 });
        using ScriptedPeer peerLife = peer;
        Task<int>[] callers = [.. Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(client, caller)))];
        Task answering = Task.Run(() => AnswerAsync(peer));
        int[] answered = await Task.WhenAll(callers).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.All(answered, count => Assert.InRange(count, 1, CallsEach));
        Assert.False(client.Disconnected.IsCompleted);
        await client.DisposeAsync();
        await Record.ExceptionAsync(() => answering);
    }

    [Fact]
    public async Task Disposal_that_races_with_calls_fails_each_of_them_once()
    {
        for (int round = 0; round < 50; round++)
        {
            (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
            using ScriptedPeer peerLife = peer;
            Task<int>[] callers = [.. Enumerable.Range(0, Callers).Select(_ => Task.Run(() => CallUntilDisconnectedAsync(client)))];
            Task answering = Task.Run(() => AnswerAsync(peer));
            if (round % 2 == 0)
                await client.DisposeAsync();
            else
                peer.Socket.Close();
            await Task.WhenAll(callers).WaitAsync(TimeSpan.FromSeconds(60));
            await client.DisposeAsync();
            await Record.ExceptionAsync(() => answering);
        }
    }

    private static async Task<int> CallAsync(QmpClient client, int caller)
    {
        var random = new Random(caller);
        int answered = 0;
        for (int i = 0; i < CallsEach; i++)
        {
            long number = (caller * 1_000_000L) + i;
            using var cancellation = new CancellationTokenSource();
            TimeSpan? timeout = random.Next(4) == 0 ? TimeSpan.FromMilliseconds(random.Next(3)) : null;
            ValueTask<long> call = client.ExecuteAsync<Echo, long>(new Echo(number), timeout, random.Next(3) == 0 ? cancellation.Token : default);
            if (random.Next(2) == 0)
                cancellation.Cancel();
            try
            {
                Assert.Equal(number, await call);
                answered++;
            }
            catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
            {
                // Given up: its answer must not reach the next call.
            }
        }

        return answered;
    }

    private static async Task<int> CallUntilDisconnectedAsync(QmpClient client)
    {
        for (int i = 0; ; i++)
        {
            try
            {
                Assert.Equal(i, await client.ExecuteAsync<Echo, long>(new Echo(i)));
            }
            catch (QmpDisconnectedException)
            {
                return i;
            }
        }
    }

    private static async Task AnswerAsync(ScriptedPeer peer)
    {
        while (true)
        {
            PeerCommand command = await peer.ReadAsync();
            await peer.ReplyAsync(command, command.Arguments);
        }
    }

    private readonly struct Echo(long number) : IQmpCommand<long>
    {
        public static ReadOnlySpan<byte> Name => "echo"u8;

        public void WriteArguments(Utf8JsonWriter writer) => writer.WriteNumber("number"u8, number);

        public static long ReadReply(ref Utf8JsonReader reader)
        {
            reader.Read();
            reader.Read();
            return reader.GetInt64();
        }
    }
}
