using System.Reflection;
using System.Text;
using System.Text.Json;
using VirtCore.Qmp;
using VirtCore.Tests.Qmp;
using Xunit;

namespace VirtCore.Tests.Recorded;

/// <summary>Each command, argument, event and member that VirtCore sends or reads is in the schema of each QEMU, or VirtCore asks first.</summary>
public sealed class QmpVocabularyTests
{
    private const string Newest = "10.0.0";

    public static TheoryData<string> Versions => [.. RecordedQemu.Versions];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task What_is_sent_is_known_to_each_QEMU_or_refused_before_it_is_sent(string version)
    {
        QmpSchema schema = RecordedQemu.Schema(version);
        await using Recorder newest = await Recorder.StartAsync(Newest, null);
        await using Recorder byVersion = await Recorder.StartAsync(version, null);
        await using Recorder bySchema = await Recorder.StartAsync(version, RecordedQemu.SchemaOf(version));
        var wrong = new List<string>();
        var sent = new HashSet<string> { "qmp_capabilities" };
        foreach ((string label, Func<QmpClient, Task> call) in QmpVocabulary.ClientMethods.SelectMany(CallSamples.Of))
        {
            PeerCommand written = await newest.TryTakeAsync(call) ?? throw new InvalidOperationException($"{label} is refused for {Newest}");
            sent.Add(written.Name);
            string[] missing = [.. Missing(written, schema)];
            foreach (Recorder recorder in (Recorder[])[byVersion, bySchema])
            {
                bool refused = await recorder.TryTakeAsync(call) is null;
                if (refused != (missing.Length > 0))
                    wrong.Add($"{label}: {(refused ? "refused, though nothing is missing" : "sent, without " + string.Join(", ", missing))}");
            }
        }

        Assert.Empty(wrong);
        Assert.Empty(QmpVocabulary.Commands.Select(command => command.Name).Except(sent));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void What_is_read_of_replies_is_in_each_schema_or_declared_as_later(string version)
    {
        QmpSchema schema = RecordedQemu.Schema(version);
        var wrong = new List<string>();
        foreach ((string name, Type command, Type reply, Type? read) in QmpVocabulary.Commands)
        {
            if (read is not null && schema.HasCommand(name))
                Check(wrong, version, name, QmpVocabulary.MembersOf(read), "", path => schema.HasReturnMember(name, path));
            else if (read is null && reply != typeof(QmpNothing) && reply != typeof(QomValue) && reply != typeof(string) && reply != typeof(QmpSchema))
                wrong.Add($"{command}: nothing is known of how {reply} is read");
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Events_and_what_is_read_of_them_are_in_each_schema_or_declared_as_later(string version)
    {
        QmpSchema schema = RecordedQemu.Schema(version);
        var wrong = new List<string>();
        foreach (string name in QmpVocabulary.EventNames)
        {
            bool later = QmpEvents.Later.TryGetValue(name, out (int Major, int Minor) since) && !IsAtLeast(version, since.Major, since.Minor);
            if (schema.HasEvent(name) == later)
                wrong.Add($"{name} is {(later ? "there before" : "missing in")} {version}");
        }

        foreach ((string name, Type data) in QmpVocabulary.Events.Where(known => schema.HasEvent(known.Name)))
            Check(wrong, version, name, QmpVocabulary.MembersOf(data), "", path => schema.HasEventMember(name, path));
        Assert.Empty(wrong);
        Assert.Empty(QmpVocabulary.Events.Select(known => known.Name).Except(QmpVocabulary.EventNames));
    }

    [Fact]
    public void Each_object_that_can_be_read_belongs_to_a_reply_or_an_event()
    {
        var reached = new HashSet<JsonMembers>();
        IEnumerable<Type> roots =
            [.. QmpVocabulary.Commands.Select(command => command.Object).OfType<Type>(), .. QmpVocabulary.Events.Select(known => known.Data), .. QmpVocabulary.AgentReplies];
        foreach (Type root in roots)
            Reach(QmpVocabulary.MembersOf(root));
        Assert.DoesNotContain(QmpVocabulary.Objects, type => !reached.Contains(QmpVocabulary.MembersOf(type)));

        void Reach(JsonMembers members)
        {
            reached.Add(members);
            foreach (JsonMembers.Entry entry in members.Entries)
            {
                if (entry.Members is not null)
                    Reach(entry.Members);
            }
        }
    }

    [Fact]
    public void The_names_of_enumerations_are_QEMUs()
    {
        string[][] known = [.. new SchemaSamples(Newest).Enumerations];
        foreach ((string name, string[] values) in QmpVocabulary.Enumerations)
        {
            // One status came after the newest recording.
            string[] expected = [.. values.Where(value => value != "postcopy-device")];
            Assert.True(known.Any(theirs => !expected.Except(theirs).Any()), name);
        }
    }

    private static void Check(List<string> wrong, string version, string name, JsonMembers members, string prefix, Func<string, bool> has)
    {
        foreach (JsonMembers.Entry entry in members.Entries)
        {
            string path = prefix + entry.Name;
            bool expected = IsAtLeast(version, entry.Major, entry.Minor);
            if (has(path) != expected)
                wrong.Add($"{name}: {path} is {(expected ? "missing in" : "there before")} {version}");
            else if (expected && entry.Members is not null)
                Check(wrong, version, name, entry.Members, path + ".", has);
        }
    }

    private static IEnumerable<string> Missing(PeerCommand written, QmpSchema schema)
    {
        if (!schema.HasCommand(written.Name))
            return [written.Name];
        return Missing(JsonElement.Parse(Encoding.UTF8.GetBytes(written.Arguments)), "");

        IEnumerable<string> Missing(JsonElement value, string path)
        {
            if (path.Length > 0 && !schema.HasArgument(written.Name, path))
                return [path];
            string prefix = path.Length == 0 ? "" : path + ".";
            return value.ValueKind switch
            {
                JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Missing(member.Value, prefix + member.Name)),
                JsonValueKind.Array => value.EnumerateArray().SelectMany(element => Missing(element, path)),
                JsonValueKind.String when value.GetString() is { } text && text != CallSamples.AnyText
                    && !schema.HasArgumentValue(written.Name, path, text) => [$"{path}={text}"],
                _ => [],
            };
        }
    }

    private static bool IsAtLeast(string version, int major, int minor) => new Version(version) >= new Version(major, minor);

    /// <summary>A client of a QEMU that says a version and refuses everything.</summary>
    private sealed class Recorder : IAsyncDisposable
    {
        private readonly QmpClient _client;
        private readonly ScriptedPeer _peer;

        private Recorder(QmpClient client, ScriptedPeer peer)
        {
            _client = client;
            _peer = peer;
        }

        public static async Task<Recorder> StartAsync(string version, byte[]? schema)
        {
            (QmpClient client, ScriptedPeer peer) = await ScriptedPeer.ConnectAsync(version: version);
            if (schema is not null)
            {
                Task<QmpSchema> asking = client.QueryQmpSchemaAsync().AsTask();
                await peer.ReplyAsync(await peer.ReadAsync(), Encoding.UTF8.GetString(schema));
                await asking;
            }

            return new Recorder(client, peer);
        }

        /// <summary>What a call sends, or null where the client refuses it.</summary>
        public async Task<PeerCommand?> TryTakeAsync(Func<QmpClient, Task> call)
        {
            Task calling = call(_client);
            if (calling.IsFaulted && calling.Exception.InnerException is NotSupportedException)
                return null;
            PeerCommand command = await _peer.ReadAsync();
            await _peer.RefuseAsync(command, "for the test");
            await Assert.ThrowsAsync<QmpCommandException>(() => calling);
            return command;
        }

        public async ValueTask DisposeAsync()
        {
            await _client.DisposeAsync();
            _peer.Dispose();
        }
    }
}
