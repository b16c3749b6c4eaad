using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using VirtCore.Qemu;
using VirtCore.Qmp;

namespace VirtCore.Bench;

/// <summary>
/// The answer of a real QEMU to query-qmp-schema, from its bytes to a schema that can be asked: framing, checking, correlating and reading. The floor is one bare pass
/// of Utf8JsonReader over the same bytes, which looks at nothing.
/// </summary>
internal sealed class QmpSchemaScenario : Scenario
{
    private const int WarmUps = 20;
    private const int RepliesPerRun = 20;

    public override string Name => "qmp-schema";

    public override string Summary => "QEMU's schema reply of 200 KiB read into a QmpSchema, over one bare pass of Utf8JsonReader";

    public override int DefaultRuns => 60;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Scratch scratch, int runs, CancellationToken cancellationToken)
    {
        byte[] reply = await AskAsync(scratch, cancellationToken);
        Interleaved pairs = await Interleaved.MeasureAsync(
            figures: 1, WarmUps, runs, () => Task.FromResult(ReadSchemas(reply)), () => Task.FromResult(ReadTokens(reply)), cancellationToken);
        return [Figure.Of(Name, "us", pairs.Figures[0], pairs.AllocatedBytes, new Limit(LimitedMeasure.Ratio, 1.3)) with { Floor = "Utf8JsonReader" }];
    }

    private static Run ReadSchemas(byte[] reply)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < RepliesPerRun; i++)
        {
            var framer = default(JsonFramer);
            framer.Scan(reply, out int length);
            QmpMessage message = QmpMessage.Parse(reply.AsSpan(0, length));
            var reader = new Utf8JsonReader(message.Body, JsonLimits.Reader);
            reader.Read();
            QmpSchema schema = SchemaReader.Read(ref reader);
            JsonShape.ReadToEnd(ref reader);
            GC.KeepAlive(schema);
        }

        TimeSpan time = Stopwatch.GetElapsedTime(begin);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return new Run([time.TotalMicroseconds / RepliesPerRun], allocated / RepliesPerRun);
    }

    private static Run ReadTokens(byte[] reply)
    {
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < RepliesPerRun; i++)
        {
            var reader = new Utf8JsonReader(reply);
            while (reader.Read())
            {
            }
        }

        return new Run([Stopwatch.GetElapsedTime(begin).TotalMicroseconds / RepliesPerRun]);
    }

    // The reply again, as QEMU sends it: without a line end in it.
    private static async Task<byte[]> AskAsync(Scratch scratch, CancellationToken cancellationToken)
    {
        BenchGuest guest = BenchGuest.Create(scratch, "asked", mebibytes: 128);
        await using QemuHost host = await BenchGuest.OpenHostAsync(scratch, "host", cancellationToken);
        QemuDomain domain = await host.StartAsync(guest.Definition, new DomainStartOptions { Paused = true, AutoDestroy = true }, cancellationToken);
        try
        {
            string schema = await domain.Monitor.ExecuteAsync(
                "query-qmp-schema", null, static (ref reader) => JsonElement.ParseValue(ref reader).GetRawText(), cancellationToken: cancellationToken);
            var bytes = new ArrayBufferWriter<byte>();
            bytes.Write("{\"return\": "u8);
            bytes.Write(System.Text.Encoding.UTF8.GetBytes(schema));
            bytes.Write(", \"id\": 12345678}\r\n"u8);
            return bytes.WrittenSpan.ToArray();
        }
        finally
        {
            await domain.DestroyAsync();
        }
    }
}
