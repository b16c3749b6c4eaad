using System.Net.Sockets;
using System.Text;
using Microsoft.Win32.SafeHandles;
using VirtCore.Interop;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.Tests.Qmp;

public sealed class QmpDescriptorTests
{
    [Fact]
    public async Task The_descriptor_rides_on_the_first_byte_of_its_own_message()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        using SafeFileHandle file = File.OpenHandle("/proc/self/status");
        Task before = client.ExecuteAsync("before").AsTask();
        Task getting = client.GetFdAsync("stream", file).AsTask();
        Task after = client.ExecuteAsync("after").AsTask();

        Assert.Equal("before", Read(peer, 4096, out int none).Name);
        Assert.Equal(0, none);
        // Of its message just the first byte is read: the descriptor must be there already.
        byte[] first = new byte[1];
        int[] passed = new int[4];
        Assert.Equal(1, UnixSocket.Receive(peer.Socket.SafeHandle, first, passed, out int count));
        Assert.Equal(((byte)'{', 1), (first[0], count));
        using (var received = new SafeFileDescriptor(passed[0]))
            Assert.Equal(Identity(file.DangerousGetHandle()), Identity(received.DangerousGetHandle()));
        byte[] rest = new byte[4096];
        int length = UnixSocket.Receive(peer.Socket.SafeHandle, rest, passed, out count);
        Assert.Equal(0, count);
        string text = "{" + Encoding.UTF8.GetString(rest, 0, length);
        int line = text.IndexOf('\n');
        var getfd = PeerCommand.Parse(Encoding.UTF8.GetBytes(text[..line]));
        Assert.Equal(("getfd", """{"fdname":"stream"}"""), (getfd.Name, getfd.Arguments));
        Assert.Equal("after", PeerCommand.Parse(Encoding.UTF8.GetBytes(text[(line + 1)..^1])).Name);

        await peer.ReplyAsync(getfd);
        await getting;
        Assert.False(file.IsClosed);
        peer.Socket.Close();
        await Assert.ThrowsAsync<QmpDisconnectedException>(() => before);
        await Assert.ThrowsAsync<QmpDisconnectedException>(() => after);
    }

    [Fact]
    public async Task The_next_descriptor_waits_until_QEMU_has_taken_the_one_before()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        using SafeFileHandle file = File.OpenHandle("/proc/self/status");
        Task one = client.GetFdAsync("one", file).AsTask();
        Task two = client.GetFdAsync("two", file).AsTask();
        Task after = client.ExecuteAsync("after").AsTask();
        PeerCommand first = Read(peer, 4096, out int count);
        Assert.Equal(("one", 1), (Argument(first), count));
        Assert.False(peer.HasMore);
        await peer.ReplyAsync(first);
        await one;
        Assert.True(peer.Socket.Poll(TimeSpan.FromSeconds(20), SelectMode.SelectRead));
        PeerCommand second = Read(peer, 4096, out count);
        Assert.Equal(("two", 1), (Argument(second), count));
        await peer.ReplyAsync(second);
        await two;
        await peer.ReplyAsync(await peer.ReadAsync());
        await after;
    }

    [Fact]
    public async Task A_handle_disposed_while_its_message_waits_is_sent_all_the_same()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync(new QmpClientOptions { MaxInFlight = 1 });
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        SafeFileHandle file = File.OpenHandle("/proc/self/status");
        Task before = client.ExecuteAsync("before").AsTask();
        Task getting = client.GetFdAsync("stream", file).AsTask();
        file.Dispose();
        await peer.ReplyAsync(await peer.ReadAsync());
        await before;
        Assert.True(peer.Socket.Poll(TimeSpan.FromSeconds(20), SelectMode.SelectRead));
        PeerCommand getfd = Read(peer, 4096, out int count);
        Assert.Equal(1, count);
        await peer.ReplyAsync(getfd);
        await getting;
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await client.GetFdAsync("again", file));
    }

    [Fact]
    public async Task A_number_that_is_no_descriptor_fails_its_command_alone()
    {
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        using var nothing = new SafeFileHandle(1_000_000, ownsHandle: false);
        KernelException refusal = await Assert.ThrowsAsync<KernelException>(async () => await client.GetFdAsync("nothing", nothing));
        Assert.Equal("EBADF", refusal.ErrnoName);
        await QmpCommandTests.AssertUsable(client, peer);
    }

    private static string Argument(PeerCommand command) =>
        System.Text.Json.JsonDocument.Parse(command.Arguments).RootElement.GetProperty("fdname").GetString()!;

    private static string Identity(nint descriptor) => File.ResolveLinkTarget($"/proc/self/fd/{descriptor}", false)!.Name;

    // Reads one message with what rides on it. The kernel ends a read behind the message that carries descriptors.
    private static PeerCommand Read(ScriptedPeer peer, int size, out int descriptors)
    {
        byte[] bytes = new byte[size];
        int[] passed = new int[4];
        int length = 0;
        descriptors = 0;
        do
        {
            int received = UnixSocket.Receive(peer.Socket.SafeHandle, bytes.AsSpan(length, 1), passed, out int count);
            Assert.Equal(1, received);
            length++;
            descriptors += count;
            for (int i = 0; i < count; i++)
                new SafeFileDescriptor(passed[i]).Dispose();
        }
        while (bytes[length - 1] != '\n');
        return PeerCommand.Parse(bytes.AsSpan(0, length));
    }
}
