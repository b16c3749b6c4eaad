using System.Text;
using System.Text.Json;
using VirtCore.Qmp;
using VirtCore.Tests.Qmp;
using Xunit;

namespace VirtCore.Tests.Recorded;

/// <summary>Conversations of libvirt's test suite with QEMU 6.2 to 10.0, replayed by a peer that answers as QEMU did.</summary>
public sealed class QmpRecordings
{
    public static TheoryData<string> Versions => [.. RecordedQemu.Versions];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Every_reply_reaches_the_command_that_it_was_recorded_for(string version)
    {
        List<JsonElement> documents = RecordedQemu.Load(version);
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        int replayed = 0;
        for (int i = 0; i + 1 < documents.Count; i += 2)
        {
            JsonElement recorded = documents[i];
            JsonElement reply = documents[i + 1];
            Assert.Equal(recorded.GetProperty("id").GetString(), reply.GetProperty("id").GetString());
            Task<string> call = client.ExecuteAsync(
                recorded.GetProperty("execute").GetString()!,
                recorded.TryGetProperty("arguments", out JsonElement arguments) ? json => Write(json, arguments) : null,
                static (ref Utf8JsonReader reader) => JsonElement.ParseValue(ref reader).GetRawText()).AsTask();
            PeerCommand command = await peer.ReadAsync();
            bool refused = reply.TryGetProperty("error", out JsonElement answer);
            if (!refused)
                answer = reply.GetProperty("return");
            // As QEMU with pretty=on would: the recording's own layout.
            await peer.SendAsync($$"""{"{{(refused ? "error" : "return")}}": {{answer.GetRawText()}}, "id": {{command.Id}}}""" + "\n");
            if (refused)
            {
                QmpCommandException refusal = await Assert.ThrowsAsync<QmpCommandException>(() => call);
                Assert.Equal(answer.GetProperty("desc").GetString(), refusal.Description);
            }
            else
            {
                Assert.Equal(answer.GetRawText(), await call.WaitAsync(ScriptedPeer.Patience));
            }

            replayed++;
        }

        Assert.True(replayed > 40, $"{replayed} exchanges were replayed");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task The_typed_commands_read_the_recorded_replies(string version)
    {
        List<JsonElement> documents = RecordedQemu.Load(version);
        (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync();
        await using QmpClient clientLife = client;
        using ScriptedPeer peerLife = peer;
        QmpVersion read = await Replay(peer, documents, "query-version", client.QueryVersionAsync());
        Assert.Equal(version, $"{read.Major}.{read.Minor}.{read.Micro}");
        KvmStatus kvm = await Replay(peer, documents, "query-kvm", client.QueryKvmAsync());
        Assert.True(kvm.Present);
        IReadOnlyList<MigrationCapability> capabilities = await Replay(peer, documents, "query-migrate-capabilities", client.QueryMigrateCapabilitiesAsync());
        Assert.Contains(new MigrationCapability("events", false), capabilities);
        Assert.Contains(new MigrationCapability("pause-before-switchover", false), capabilities);
    }

    private static async Task<T> Replay<T>(ScriptedPeer peer, List<JsonElement> documents, string name, ValueTask<T> call)
    {
        int index = documents.FindIndex(d => d.TryGetProperty("execute", out JsonElement execute) && execute.GetString() == name);
        PeerCommand command = await peer.ReadAsync();
        Assert.Equal(name, command.Name);
        await peer.ReplyAsync(command, documents[index + 1].GetProperty("return").GetRawText());
        return await call;
    }

    private static void Write(Utf8JsonWriter json, JsonElement arguments)
    {
        foreach (JsonProperty member in arguments.EnumerateObject())
            member.WriteTo(json);
    }
}
