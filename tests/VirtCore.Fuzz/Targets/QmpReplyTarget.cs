using System.Text.Unicode;
using VirtCore.Qmp;

namespace VirtCore.Fuzz;

/// <summary>The readers of typed replies and events: the first line names a command or an event, the rest is its reply or its data.</summary>
internal sealed class QmpReplyTarget : FuzzTarget
{
    public override string Name => "qmp-reply";

    public override string Summary => "a command's reply or an event's data of any shape: read, or refused as the documentation says";

    public override IEnumerable<string> Words => QmpVocabularyWords.All;

    public override void Run(ReadOnlySpan<byte> input)
    {
        TextInput text = new(input);
        if (QmpKnownCommand.All.TryGetValue(text.Words[0], out QmpKnownCommand? command))
            ReadReply(command, text.Body);
        else if ((IsMessage(text.Body) || text.Body.IsEmpty) && text.Words[0].Length is > 0 and < 100)
            ReadEvent(text.Words[0], text.Body);
    }

    private static void ReadReply(QmpKnownCommand command, ReadOnlySpan<byte> json)
    {
        try
        {
            command.ReadReply(json);
        }
        catch (Exception exception) when (Finding.IsRefusal(exception))
        {
            return;
        }

        Finding.Unless(JsonShape.IsJson(json), $"a reply to {command.Name} was read that is no JSON");
    }

    private static void ReadEvent(string name, ReadOnlySpan<byte> json)
    {
        QmpEventData data = new();
        data.Assign(name, DateTimeOffset.UnixEpoch, json);
        QmpKnownEvents.Read(new QmpEvent(data, 0));
        data.Release();
    }

    // What the session has checked before it hands an event out.
    private static bool IsMessage(ReadOnlySpan<byte> json) => JsonShape.IsJson(json) && Utf8.IsValid(json);
}
