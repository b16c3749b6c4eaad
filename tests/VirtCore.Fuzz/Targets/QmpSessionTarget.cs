using VirtCore.Qmp;

namespace VirtCore.Fuzz;

/// <summary>
/// A client's whole session. The first line names up to four commands that it asks, and how: <c>raw</c> for a peer that says nothing but the rest from the
/// first byte on, <c>oob</c>, <c>small</c> for a small limit, <c>bytes</c> for a peer that sends byte by byte. The rest is what the peer says; $1 to $4 are the commands' ids.
/// </summary>
internal sealed class QmpSessionTarget : FuzzTarget
{
    private const int MostCommands = 4;
    private const string Greeting = """{"QMP": {"version": {"qemu": {"micro": 1, "minor": 2, "major": 9}, "package": ""}, "capabilities": [""";

    public override string Name => "qmp-session";

    public override string Summary => "any words of a peer: the session ends once, every command has one outcome, every event is readable";

    public override IEnumerable<string> Words =>
        QmpVocabularyWords.All.Concat(["raw", "oob", "small", "bytes", "{\"return\": {}, \"id\": $1}\n", "\"id\": $2", "{\"event\": \"", "{\"error\": {\"class\": \"\", \"desc\": \"\"}}", "{\"QMP\": {"]);

    public override void Run(ReadOnlySpan<byte> input)
    {
        TextInput text = new(input);
        Converse(text.Words, text.Body.ToArray()).WaitAsync(FuzzPeer.Patience).GetAwaiter().GetResult();
    }

    private static async Task Converse(string[] words, byte[] said)
    {
        QmpClientOptions options = new() { MaxMessageBytes = words.Contains("small") ? 1024 : 64 * 1024, EventQueueCapacity = 16 };
        int chunk = words.Contains("bytes") ? 1 : int.MaxValue;
        using FuzzPeer peer = new();
        Task<QmpClient> connecting = QmpClient.ConnectAsync(peer.ClientSocket, options).AsTask();
        if (words.Contains("raw"))
        {
            peer.Send(said, [], chunk);
            peer.End();
        }
        else
        {
            peer.Send($"{Greeting}{(words.Contains("oob") ? "\"oob\"" : "")}]}}}}");
            peer.Send($$"""{"return": {}, "id": {{FuzzPeer.IdOf(peer.ReadLine())}}}""");
        }

        QmpClient client;
        try
        {
            client = await connecting;
        }
        catch (Exception exception) when (words.Contains("raw") && exception is QmpDisconnectedException or QmpCommandException or QmpProtocolException)
        {
            Finding.Unless(peer.ClientSocket.IsClosed, "a session that was not made keeps its socket");
            return;
        }

        await using QmpClient life = client;
        using QmpEventSubscription events = client.Subscribe();
        await LoopTurn.TakeAsync();
        Func<Task>[] asking = [.. words.Select(static word => QmpKnownCommand.All.GetValueOrDefault(word)).OfType<QmpKnownCommand>()
            .Where(static command => command.IsPlain).Take(MostCommands).Select(command => command.Send(client))];
        if (!words.Contains("raw"))
        {
            string[] ids = [.. asking.Select(_ => FuzzPeer.IdOf(peer.ReadLine()))];
            peer.Send(said, ids, chunk);
            peer.End();
        }

        QmpDisconnect end = await client.Disconnected;
        await LoopTurn.TakeAsync();
        Finding.Unless(
            end.Cause is QmpDisconnectCause.EndOfStream or QmpDisconnectCause.ProtocolError or QmpDisconnectCause.LimitExceeded, $"{end.Cause}: {end.Message} {end.Error}");
        foreach (Func<Task> asked in asking)
            await OutcomeOf(asked, end);
        await ReadEvents(events, end);
        await OutcomeOf(() => client.QueryStatusAsync().AsTask(), end);
        await client.DisposeAsync();
        Finding.Unless(ReferenceEquals(end, await client.Disconnected), "a session ended twice");
        Finding.Unless(peer.ClientSocket.IsClosed, "a session that has ended keeps its socket");
    }

    private static async Task OutcomeOf(Func<Task> asked, QmpDisconnect end)
    {
        try
        {
            await asked();
        }
        catch (QmpDisconnectedException exception)
        {
            Finding.Unless(ReferenceEquals(exception.Disconnect, end), "a command ended otherwise than its session");
        }
        catch (Exception exception) when (exception is QmpCommandException or QmpProtocolException)
        {
        }
    }

    private static async Task ReadEvents(QmpEventSubscription events, QmpDisconnect end)
    {
        while (true)
        {
            QmpEvent occurred;
            try
            {
                occurred = await events.ReadAsync();
            }
            catch (QmpDisconnectedException exception)
            {
                Finding.Unless(ReferenceEquals(exception.Disconnect, end), "a subscription ended otherwise than its session");
                return;
            }

            QmpKnownEvents.Read(occurred);
        }
    }
}
