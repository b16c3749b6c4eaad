using System.Diagnostics;
using VirtCore.Interop;
using VirtCore.Qmp;

namespace VirtCore.Bench;

/// <summary>10,000 sessions over socketpairs that have nothing to do: what each costs, and how long one event on each takes until the last of them is in its reader's hands.</summary>
internal sealed class QmpIdleScenario : Scenario
{
    private const int MostSessions = 10_000;

    // For what the process has open besides.
    private const int OtherDescriptors = 1000;

    private static readonly byte[] s_greeting =
        [.. """{"QMP": {"version": {"qemu": {"micro": 0, "minor": 0, "major": 10}, "package": ""}, "capabilities": []}}"""u8];

    private static readonly byte[] s_event = [.. """{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "STOP"}"""u8];

    public override string Name => "qmp-idle";

    public override string Summary => "10,000 idle sessions: memory and threads each, and one event on each of them";

    public override int DefaultRuns => 10;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Scratch scratch, int runs, CancellationToken cancellationToken)
    {
        int sessions = Math.Min(MostSessions, (DescriptorLimit() - OtherDescriptors) / 2);
        var clients = new List<QmpClient>(sessions);
        var peers = new List<SafeSocketDescriptor>(sessions);
        var events = new List<QmpEventSubscription>(sessions);
        var made = new Samples();
        made.Add(sessions);
        try
        {
            await ConnectAsync(clients, peers, events, 1);
            long before = GC.GetTotalMemory(forceFullCollection: true);
            int threads = Process.GetCurrentProcess().Threads.Count;
            await ConnectAsync(clients, peers, events, sessions - 1);
            long memory = GC.GetTotalMemory(forceFullCollection: true) - before;
            var each = new Samples();
            each.Add((double)memory / (sessions - 1));
            var more = new Samples();
            more.Add(Math.Max(0, Process.GetCurrentProcess().Threads.Count - threads));
            var delivered = new Samples();
            for (int run = -2; run < runs; run++)
            {
                Task<QmpEvent>[] reading = [.. events.Select(subscription => subscription.ReadAsync(TimeSpan.FromMinutes(1)).AsTask())];
                long begin = Stopwatch.GetTimestamp();
                foreach (SafeSocketDescriptor peer in peers)
                    UnixSocket.Send(peer, s_event);
                await Task.WhenAll(reading);
                if (run >= 0)
                    delivered.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            }

            return
            [
                Figure.Of($"{Name}-sessions", "sessions", made),
                Figure.Of($"{Name}-memory", "B", each, new Limit(LimitedMeasure.Median, 4096)),
                Figure.Of($"{Name}-threads", "threads", more, new Limit(LimitedMeasure.Median, 100)),
                Figure.Of($"{Name}-events", "ms", delivered, new Limit(LimitedMeasure.Median, 100)),
            ];
        }
        finally
        {
            foreach (QmpClient client in clients)
                await client.DisposeAsync();
            foreach (SafeSocketDescriptor peer in peers)
                peer.Dispose();
        }
    }

    // Each session takes two, and a machine may allow fewer than they need.
    private static int DescriptorLimit()
    {
        string line = File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        string soft = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
        return int.TryParse(soft, out int limit) ? limit : int.MaxValue;
    }

    // The client writes its first command on the event loop's word, a moment later; nothing is measured here.
    private static async Task<int> WaitForAsync(SafeSocketDescriptor socket, byte[] buffer)
    {
        int length;
        while ((length = UnixSocket.Receive(socket, buffer)) < 0)
            await Task.Yield();
        return length;
    }

    private static async Task ConnectAsync(List<QmpClient> clients, List<SafeSocketDescriptor> peers, List<QmpEventSubscription> events, int count)
    {
        byte[] buffer = new byte[4096];
        for (int i = 0; i < count; i++)
        {
            (SafeSocketDescriptor ours, SafeSocketDescriptor theirs) = UnixSocket.Pair(Tmds.Linux.LibC.SOCK_STREAM, nonBlocking: false);
            peers.Add(theirs);
            UnixSocket.Send(theirs, s_greeting);
            Task<QmpClient> connecting = QmpClient.ConnectAsync(ours).AsTask();
            int length = await WaitForAsync(theirs, buffer);
            string command = System.Text.Encoding.UTF8.GetString(buffer, 0, length);
            int id = command.IndexOf("\"id\":", StringComparison.Ordinal) + 5;
            UnixSocket.Send(theirs, System.Text.Encoding.UTF8.GetBytes($"{{\"return\": {{}}, \"id\": {command[id..command.IndexOfAny([',', '}'], id)]}}}"));
            clients.Add(await connecting);
            events.Add(clients[^1].Subscribe());
        }
    }
}
