using VirtCore.Qmp;

namespace VirtCore.Fuzz;

/// <summary>
/// A guest agent's client. The first line names what is asked, and how: <c>sync</c> when the rest answers the sync before it, <c>late</c> when the call is given up
/// and the rest, up to $$, comes before the next call's sync. $1 is the sync's number.
/// </summary>
internal sealed class AgentTarget : FuzzTarget
{
    private static readonly Dictionary<string, Func<GuestAgentClient, CancellationToken, Task>> s_calls = new()
    {
        ["ping"] = static (agent, stop) => agent.PingAsync(cancellationToken: stop),
        ["info"] = static (agent, stop) => agent.InfoAsync(cancellationToken: stop),
        ["exec"] = static (agent, stop) => agent.ExecAsync("/bin/true", cancellationToken: stop),
        ["exec-status"] = static (agent, stop) => agent.ExecStatusAsync(1, cancellationToken: stop),
        ["file-open"] = static (agent, stop) => agent.FileOpenAsync("/f", cancellationToken: stop),
        ["file-read"] = static (agent, stop) => agent.FileReadAsync(1, 16, cancellationToken: stop),
        ["file-write"] = static (agent, stop) => agent.FileWriteAsync(1, "x"u8.ToArray(), cancellationToken: stop),
        ["fsfreeze"] = static (agent, stop) => agent.FreezeAsync(cancellationToken: stop),
        ["frozen"] = static (agent, stop) => agent.IsFrozenAsync(cancellationToken: stop),
        ["fstrim"] = static (agent, stop) => agent.TrimAsync(cancellationToken: stop),
        ["interfaces"] = static (agent, stop) => agent.NetworkInterfacesAsync(cancellationToken: stop),
        ["host-name"] = static (agent, stop) => agent.HostNameAsync(cancellationToken: stop),
        ["osinfo"] = static (agent, stop) => agent.OsInfoAsync(cancellationToken: stop),
        ["users"] = static (agent, stop) => agent.UsersAsync(cancellationToken: stop),
        ["time"] = static (agent, stop) => agent.GetTimeAsync(cancellationToken: stop),
        ["shutdown"] = static (agent, stop) => agent.ShutdownAsync(cancellationToken: stop),
    };

    public override string Name => "agent";

    public override string Summary => "any words of a guest agent: every call has one outcome, the session ends once";

    public override IEnumerable<string> Words =>
        s_calls.Keys.Concat(QmpVocabularyWords.All.Where(static word => word.StartsWith('"')))
            .Concat(["sync", "late", "$$", "\xFF", "{\"return\": $1}\n", "{\"return\": {", "{\"return\": [", "{\"error\": {\"class\": \"\", \"desc\": \"\"}}\n"]);

    public override void Run(ReadOnlySpan<byte> input)
    {
        TextInput text = new(input);
        Converse(text.Words, text.Body.ToArray()).WaitAsync(FuzzPeer.Patience).GetAwaiter().GetResult();
    }

    private static async Task Converse(string[] words, byte[] said)
    {
        Func<GuestAgentClient, CancellationToken, Task> call = words.Select(s_calls.GetValueOrDefault).FirstOrDefault(static known => known is not null) ?? s_calls["ping"];
        using FuzzPeer peer = new();
        await using GuestAgentClient agent = GuestAgentClient.Open(peer.ClientSocket, new GuestAgentOptions { MaxMessageBytes = 8 * 1024, CommandTimeout = FuzzPeer.Patience });
        Task asked;
        using CancellationTokenSource stop = new();
        if (words.Contains("sync"))
        {
            asked = call(agent, stop.Token);
            peer.Send(said, [ReadSync(peer)]);
        }
        else
        {
            asked = call(agent, stop.Token);
            Synchronise(peer);
            string number = ReadCommand(peer);
            if (words.Contains("late"))
            {
                int split = said.AsSpan().IndexOf("$$"u8);
                peer.Send(split < 0 ? said : said.AsSpan(0, split), [number]);
                await stop.CancelAsync();
                await OutcomeOf(asked, stop.Token);
                asked = call(agent, CancellationToken.None);
                // The first call may have ended the session.
                if (peer.ReadLine() is { } line)
                    peer.Send(split < 0 ? default : said.AsSpan(split + 2), [IsSync(line) ? FuzzPeer.IdOf(line) : number]);
            }
            else
            {
                peer.Send(said, [number]);
            }
        }

        peer.End();
        await OutcomeOf(asked, CancellationToken.None);
        QmpDisconnect end = await agent.Disconnected;
        Finding.Unless(end.Cause is QmpDisconnectCause.EndOfStream or QmpDisconnectCause.LimitExceeded, $"{end.Cause}: {end.Message} {end.Error}");
        Finding.Unless(peer.ClientSocket.IsClosed, "a session that has ended keeps its socket");
    }

    private static string ReadSync(FuzzPeer peer) => FuzzPeer.IdOf(peer.ReadLine());

    // An answer that came in time leaves the session in step: then the command itself comes.
    private static bool IsSync(string line) => line.Contains("guest-sync", StringComparison.Ordinal);

    private static void Synchronise(FuzzPeer peer) => peer.Send([0xFF, .. "{\"return\": $1}\n"u8], [ReadSync(peer)]);

    // A command that is answered only when it fails has a sync behind it.
    private static string ReadCommand(FuzzPeer peer) =>
        (peer.ReadLine() ?? "").Contains("guest-shutdown", StringComparison.Ordinal) ? ReadSync(peer) : "0";

    private static async Task OutcomeOf(Task asked, CancellationToken stop)
    {
        try
        {
            await asked;
        }
        catch (Exception exception) when (exception is QmpDisconnectedException or QmpCommandException or QmpProtocolException)
        {
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }
}
