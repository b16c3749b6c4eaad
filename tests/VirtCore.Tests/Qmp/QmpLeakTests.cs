using Microsoft.Win32.SafeHandles;
using VirtCore.Interop;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.Tests.Qmp;

[Collection(MeasuredAlone.Name)]
public sealed class QmpLeakTests
{
    public static TheoryData<string> Ends => ["disposed", "end of stream", "garbage", "no greeting", "reset"];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task No_descriptor_is_left_however_a_session_ends(string end)
    {
        await EndOnceAsync(end);
        await LoopBarrierAsync();
        int before = CountDescriptors();
        for (int i = 0; i < 20; i++)
            await EndOnceAsync(end);
        await LoopBarrierAsync();
        Assert.Equal(before, CountDescriptors());
    }

    private static async Task EndOnceAsync(string end)
    {
        if (end == "no greeting")
        {
            using var silent = new ScriptedPeer();
            var options = new QmpClientOptions { HandshakeTimeout = TimeSpan.FromMilliseconds(1) };
            await Assert.ThrowsAsync<TimeoutException>(() => QmpClient.ConnectAsync(silent.ClientSocket, options).AsTask());
            return;
        }

        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync(new QmpClientOptions { MaxInFlight = 3 });
        using ScriptedPeer peerLife = peer;
        var calls = new List<Task>();
        // One is sent, the others wait with a reference held on their descriptor.
        for (int i = 0; i < 6; i++)
        {
            using SafeFileHandle file = File.OpenHandle("/proc/self/status");
            calls.Add(client.GetFdAsync($"f{i}", file).AsTask());
        }

        if (end == "garbage")
            await peer.SendAsync("garbage");
        else if (end == "end of stream")
            peer.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Both);
        else if (end == "reset")
            peer.Socket.Close();
        else
            await client.DisposeAsync();
        foreach (Task call in calls)
            await Assert.ThrowsAsync<QmpDisconnectedException>(() => call);
        await client.Disconnected;
    }

    // When this deadline has fired, whatever the loop was at before is over.
    private static async Task LoopBarrierAsync()
    {
        var barrier = new Barrier();
        EventLoop.Shared.Arm(barrier, TimeSpan.Zero);
        await barrier.Passed.WaitAsync(ScriptedPeer.Patience);
    }

    private static int CountDescriptors() => Directory.GetFiles("/proc/self/fd").Length;

    private sealed class Barrier : Deadline
    {
        private readonly TaskCompletionSource _passed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Passed => _passed.Task;

        protected internal override void OnExpired() => _passed.SetResult();
    }
}
