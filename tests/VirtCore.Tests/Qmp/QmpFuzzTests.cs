using System.Text;
using VirtCore.Qmp;
using VirtCore.Tests.Fuzz;
using VirtCore.Tests.Recorded;
using Xunit;

namespace VirtCore.Tests.Qmp;

/// <summary>Damaged conversations end in a clean error or in a message, never in another exception or a hang; each damage is made again from its seed.</summary>
public sealed class QmpFuzzTests
{
    private const int Rounds = 6_000;

    private static readonly byte[][] s_seeds =
    [
        .. new[]
        {
            ScriptedPeer.Greeting,
            """{"return": {"status": "running", "singlestep": false, "running": true}, "id": 5}""",
            """{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "JOB_STATUS_CHANGE", "data": {"id": "a\u00e9", "status": "ready"}}""",
            """{"error": {"class": "GenericError", "desc": "no"}, "id": 7}""",
            """{"return": [{"name": "\\\"}]", "n": [[1, -2.5e3, null]]}], "id": 9}""" + "\r\n{\"return\": {}}\n",
            "{\"return\": \"" + new string('x', 5000) + "\", \"id\": 11}",
            "{\"return\": [" + string.Join(", ", Enumerable.Range(0, 700).Select(i => $"{{\"k{i}\": {i}}}")) + "],\n \"id\" : 13 }",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    [Fact]
    public void Damaged_messages_give_messages_or_clean_errors()
    {
        for (int seed = 0; seed < Rounds; seed++)
        {
            byte[] bytes = Damage.Of(s_seeds[seed % s_seeds.Length], seed);
            Exception? thrown = Record.Exception(() => ReadAll(bytes, seed));
            Assert.True(thrown is null or QmpProtocolException or System.Text.Json.JsonException or InvalidOperationException or FormatException, $"seed {seed}: {thrown}");
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Damaged_schemas_are_read_or_refused(string version)
    {
        byte[] schema = RecordedQemu.SchemaOf(version);
        for (int seed = 0; seed < 60; seed++)
        {
            byte[] bytes = Damage.Of(schema, seed);
            Exception? thrown = Record.Exception(() =>
            {
                var reader = new System.Text.Json.Utf8JsonReader(bytes, JsonLimits.Reader);
                reader.Read();
                QmpSchema read = SchemaReader.Read(ref reader);
                read.HasArgument("blockdev-add", "+qcow2.file.+nbd.server.+unix.path");
                read.HasReturnValue("query-status", "status", "paused");
            });
            Assert.True(thrown is null or QmpProtocolException or System.Text.Json.JsonException or InvalidOperationException or FormatException, $"seed {seed}: {thrown}");
        }
    }

    [Fact]
    public async Task Damaged_conversations_end_sessions_cleanly()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            using var peer = new ScriptedPeer();
            Task<QmpClient> connecting = QmpClient.ConnectAsync(peer.ClientSocket, new QmpClientOptions { MaxMessageBytes = 64 * 1024 }).AsTask();
            byte[][] messages = [seed % 3 == 0 ? Damage.Of(s_seeds[0], seed) : s_seeds[0], "{\"return\": {}}"u8.ToArray(), .. s_seeds.Select(message => Damage.Of(message, seed))];
            try
            {
                foreach (byte[] message in messages)
                    await peer.SendAsync(message);
            }
            catch (System.Net.Sockets.SocketException)
            {
                // The client hung up: one of them was enough.
            }

            peer.Socket.Close();
            Exception? thrown = await Record.ExceptionAsync(async () =>
            {
                await using QmpClient client = await connecting.WaitAsync(ScriptedPeer.Patience);
                QmpDisconnect end = await client.Disconnected.WaitAsync(ScriptedPeer.Patience);
                Assert.NotEqual(QmpDisconnectCause.Disposed, end.Cause);
            });
            Assert.True(thrown is null or QmpException, $"seed {seed}: {thrown}");
        }
    }

    public static TheoryData<string> Versions => [.. RecordedQemu.Versions];

    private static void ReadAll(ReadOnlySpan<byte> bytes, int seed)
    {
        var random = new Random(seed);
        var buffer = new ReceiveBuffer(32 * 1024);
        try
        {
            while (!bytes.IsEmpty)
            {
                Span<byte> space = buffer.GetSpace();
                int count = Math.Min(Math.Min(space.Length, bytes.Length), random.Next(1, 3000));
                bytes[..count].CopyTo(space);
                bytes = bytes[count..];
                buffer.Advance(count);
                while (true)
                {
                    FrameResult result = buffer.TryTake(out ReadOnlySpan<byte> json);
                    if (result == FrameResult.Partial)
                        break;
                    if (result != FrameResult.Complete)
                        return;
                    QmpMessage message = QmpMessage.Parse(json);
                    // A body that was not read twice is judged by its reader; what passes there must be JSON.
                    if (!message.IsChecked && JsonShape.IsJson(message.Body))
                        Assert.True(JsonShape.IsJson(json));
                }
            }
        }
        finally
        {
            buffer.Release();
        }
    }
}
