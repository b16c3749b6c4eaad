using System.Diagnostics;
using System.Runtime.InteropServices;
using VirtCore.Interop;
using VirtCore.Qmp;

namespace VirtCore.Bench;

/// <summary>
/// One event after another, from a peer's write to its typed data in the reader's hands, one thread away. The floor writes and reads the same bytes on one thread,
/// and looks at nothing.
/// </summary>
internal sealed class QmpEventScenario : Scenario
{
    private const int WarmUps = 10;
    private const int EventsPerRun = 2000;

    private static readonly byte[] s_event =
        [.. """{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "JOB_STATUS_CHANGE", "data": {"id": "mirror0", "status": "ready"}}"""u8, (byte)'\r', (byte)'\n'];

    public override string Name => "qmp-event";

    public override string Summary => "an event from its bytes to its typed data, over a write and a read of the same bytes";

    public override int DefaultRuns => 40;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Scratch scratch, int runs, CancellationToken cancellationToken)
    {
        (SafeSocketDescriptor left, SafeSocketDescriptor right) = UnixSocket.StreamPair();
        using SafeHandle leftLife = left;
        using SafeHandle rightLife = right;
        byte[] buffer = new byte[4096];
        (ScriptedPeer peer, SafeSocketDescriptor socket) = ScriptedPeer.Start();
        using ScriptedPeer peerLife = peer;
        await using QmpClient client = await QmpClient.ConnectAsync(socket, cancellationToken: cancellationToken);
        using QmpEventSubscription events = client.Subscribe(QmpEvents.JobStatusChange);
        Interleaved pairs = await Interleaved.MeasureAsync(
            figures: 1, WarmUps, runs, () => Task.Run(() => TakeAsync(events, peer)), () => Task.FromResult(Copy(left, right, buffer)), cancellationToken);
        return [Figure.Of(Name, "us", pairs.Figures[0], pairs.AllocatedBytes) with { Floor = "write and read" }];
    }

    private static async Task<Run> TakeAsync(QmpEventSubscription events, ScriptedPeer peer)
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < EventsPerRun; i++)
        {
            ValueTask<QmpEvent> next = events.ReadAsync(TimeSpan.FromMinutes(1));
            peer.Send(s_event);
            if (!(await next).TryGetJobStatusChange(out JobStatusChangeEvent change) || change.Status != JobStatus.Ready || change.Id != "mirror0")
                throw new InvalidOperationException("An event was wrong.");
        }

        TimeSpan time = Stopwatch.GetElapsedTime(begin);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return new Run([time.TotalMicroseconds / EventsPerRun], allocated / EventsPerRun);
    }

    private static Run Copy(SafeSocketDescriptor left, SafeSocketDescriptor right, byte[] buffer)
    {
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < EventsPerRun; i++)
        {
            UnixSocket.Send(left, s_event);
            UnixSocket.Receive(right, buffer);
        }

        return new Run([Stopwatch.GetElapsedTime(begin).TotalMicroseconds / EventsPerRun]);
    }
}
