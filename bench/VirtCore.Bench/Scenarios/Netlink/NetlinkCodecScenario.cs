using System.Diagnostics;
using System.Globalization;

namespace VirtCore.Bench;

/// <summary>A link's message of the kernel's read, and a bridge's with every setting and statistics written. The floor reads the same bytes, and writes the same ones from values as the kernel has them; what it writes is compared byte for byte.</summary>
internal sealed class NetlinkCodecScenario : Scenario
{
    private const int WarmUps = 3;
    private const int MessagesPerRun = 20_000;

    private static readonly Limit s_limit = new(LimitedMeasure.Ratio, 1.3);

    private readonly byte[] _room = new byte[4096];

    public override string Name => "netlink-codec";

    public override string Summary => "a link's message read and written, over the same bytes in C";

    public override int DefaultRuns => 40;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Scratch scratch, int runs, CancellationToken cancellationToken)
    {
        byte[] message = LinkMessages.Receive();
        using BenchNetwork network = BenchNetwork.Create();
        await using FloorProgram floor = network.StartFloor();
        string file = Path.Combine(scratch.Path, "message");
        await File.WriteAllBytesAsync(file, message, cancellationToken);
        await floor.AskAsync($"load {file}", cancellationToken);
        await floor.AskAsync($"encoded {file}", cancellationToken);
        byte[] encoded = await File.ReadAllBytesAsync(file, cancellationToken);
        if (!encoded.AsSpan().SequenceEqual(_room.AsSpan(0, LinkMessages.Write(_room))) || !encoded.AsSpan().SequenceEqual(_room.AsSpan(0, LinkMessages.Encode(_room))))
            throw new InvalidOperationException("The floor writes other bytes.");

        var figures = new List<Figure>();
        foreach ((string kind, string theirs, Func<byte[], byte[], long> work, Limit? limit) in ((string, string, Func<byte[], byte[], long>, Limit?)[])
            [("decode", "decode", Decode, s_limit), ("encode", "encode", Write, s_limit), ("encode-record", "encode", Encode, null)])
        {
            string order = string.Create(CultureInfo.InvariantCulture, $"{theirs} {MessagesPerRun}");
            WarmUp.For(() => Measure(work, message));
            Interleaved pairs = await Interleaved.MeasureAsync(
                figures: 1, WarmUps, runs, () => Task.FromResult(Measure(work, message)), () => floor.RunAsync(order, cancellationToken), cancellationToken);
            figures.Add(Figure.Of($"{Name}-{kind}", "ns", pairs.Figures[0], pairs.AllocatedBytes, limit));
        }

        return figures;
    }

    private Run Measure(Func<byte[], byte[], long> work, byte[] message)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long begin = Stopwatch.GetTimestamp();
        long good = work(message, _room);
        TimeSpan time = Stopwatch.GetElapsedTime(begin);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return good == MessagesPerRun
            ? new Run([time.TotalNanoseconds / MessagesPerRun], allocated / MessagesPerRun)
            : throw new InvalidOperationException($"{good} of {MessagesPerRun} messages were good.");
    }

    private static long Decode(byte[] message, byte[] room)
    {
        long good = 0;
        for (int i = 0; i < MessagesPerRun; i++)
            good += LinkMessages.Decode(message) != 0 ? 1 : 0;
        return good;
    }

    private static long Write(byte[] message, byte[] room)
    {
        long good = 0;
        for (int i = 0; i < MessagesPerRun; i++)
            good += LinkMessages.Write(room) > 0 ? 1 : 0;
        return good;
    }

    private static long Encode(byte[] message, byte[] room)
    {
        long good = 0;
        for (int i = 0; i < MessagesPerRun; i++)
            good += LinkMessages.Encode(room) > 0 ? 1 : 0;
        return good;
    }
}
