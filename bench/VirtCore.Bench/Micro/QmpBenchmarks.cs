using BenchmarkDotNet.Attributes;
using VirtCore.Interop;
using VirtCore.Qmp;

namespace VirtCore.Bench;

/// <summary>The QMP client against a peer in this process: what a command and an event cost, the two threads' hand-over included.</summary>
public class QmpBenchmarks
{
    private const int Operations = 1000;

    private ScriptedPeer _peer = null!;
    private QmpClient _client = null!;
    private QmpEventSubscription _events = null!;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        (_peer, SafeSocketDescriptor socket) = ScriptedPeer.Start();
        _client = await QmpClient.ConnectAsync(socket);
        _events = _client.Subscribe("STOP");
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        await _client.DisposeAsync();
        _peer.Dispose();
    }

    /// <summary>query-status, from the call to the answer as a value.</summary>
    [Benchmark(OperationsPerInvoke = Operations)]
    public async Task QueryStatus()
    {
        for (int i = 0; i < Operations; i++)
            await _client.QueryStatusAsync();
    }

    /// <summary>An event, from the peer's send to the reader of a subscription.</summary>
    [Benchmark(OperationsPerInvoke = Operations)]
    public async Task Event()
    {
        for (int i = 0; i < Operations; i++)
        {
            ValueTask<QmpEvent> read = _events.ReadAsync();
            _peer.Send("{\"timestamp\":{\"seconds\":1700000000,\"microseconds\":1},\"event\":\"STOP\"}\r\n"u8);
            await read;
        }
    }
}
