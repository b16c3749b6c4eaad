using System.Text;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.Tests.Qmp;

/// <summary>Large replies are read in one pass; nothing of what is checked for small ones is lost by it.</summary>
public sealed class QmpLargeReplyTests
{
    private static readonly string s_filler = "\"" + new string('x', 8000) + "\"";

    [Theory]
    [InlineData("""{"return": V, "id": 12}""")]
    [InlineData("{ \"return\" :\n V\n,\n\t\"id\" : 12 }")]
    [InlineData("""{"return": [{"id": 3}, V, "\", \"id\": 4"], "id": 12}""")]
    public void Outer_members_are_taken_from_both_ends(string text)
    {
        byte[] json = Encoding.UTF8.GetBytes(text.Replace("V", s_filler, StringComparison.Ordinal));
        QmpMessage message = QmpMessage.Parse(json);
        Assert.Equal((QmpMessageKind.Return, true, 12L, false), (message.Kind, message.HasId, message.Id, message.IsChecked));
        Assert.True(JsonShape.IsJson(message.Body));
    }

    [Theory]
    [InlineData("""{"id": 12, "return": V}""")]
    [InlineData("""{"return": V, "id": 12, "more": 1}""")]
    [InlineData("""{"return": V, "id": -12}""")]
    [InlineData("""{"return": V, "id": "libvirt-1"}""")]
    [InlineData("""{"return": {"a": V, "id": 12}}""")]
    [InlineData("""{"return": V}""")]
    public void Unusual_ones_take_the_long_way(string text)
    {
        QmpMessage message = QmpMessage.Parse(Encoding.UTF8.GetBytes(text.Replace("V", s_filler, StringComparison.Ordinal)));
        Assert.Equal((QmpMessageKind.Return, true), (message.Kind, message.IsChecked));
    }

    [Theory]
    [InlineData("[V, ]")]
    [InlineData("[V")]
    [InlineData("V, V")]
    [InlineData("V, \"more\": 1")]
    [InlineData("[V, tru]")]
    public async Task A_large_reply_that_is_not_JSON_ends_the_session(string value)
    {
        foreach (bool givenUp in (bool[])[false, true])
        {
            (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
            await using QmpClient clientLife = client;
            using ScriptedPeer peerLife = peer;
            using var cancellation = new CancellationTokenSource();
            Task<MachineStatus> asking = client.QueryStatusAsync(cancellationToken: cancellation.Token).AsTask();
            PeerCommand command = await peer.ReadAsync();
            if (givenUp)
                await cancellation.CancelAsync();
            string body = value.Replace("V", s_filler, StringComparison.Ordinal);
            await peer.SendAsync($$"""{"return": {{body}}, "id": {{command.Id}}}""");
            peer.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            QmpDisconnect end = await client.Disconnected.WaitAsync(ScriptedPeer.Patience);
            Assert.Contains(end.Cause, (QmpDisconnectCause[])[QmpDisconnectCause.ProtocolError, QmpDisconnectCause.EndOfStream]);
            await Assert.ThrowsAnyAsync<Exception>(() => asking);
        }
    }
}
