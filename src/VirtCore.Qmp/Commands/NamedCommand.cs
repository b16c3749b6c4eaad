using System.Text;
using System.Text.Json;

namespace VirtCore.Qmp.Commands;

/// <summary>A call of any command by name, with delegates for its arguments and its reply.</summary>
internal sealed class NamedCommand<TReply> : PendingCommand<TReply>
{
    private readonly string _name;
    private readonly QmpReplyReader<TReply> _reader;

    private NamedCommand(string name, QmpReplyReader<TReply> reader)
    {
        _name = name;
        _reader = reader;
    }

    public override string Name => _name;

    public static NamedCommand<TReply> Create(
        string name, Action<Utf8JsonWriter>? arguments, QmpReplyReader<TReply> reader, QmpSession session)
    {
        var pending = new NamedCommand<TReply>(name, reader);
        pending.Prepare(session, outOfBand: false);
        MessageWriter writer = MessageWriter.Rent();
        try
        {
            Utf8JsonWriter json = writer.Begin(Encoding.UTF8.GetBytes(name), outOfBand: false);
            arguments?.Invoke(json);
            byte[] message = writer.End(out int length);
            pending.SetMessage(message, length, descriptor: null);
        }
        finally
        {
            writer.Return();
        }

        return pending;
    }

    protected override TReply Read(ref Utf8JsonReader reader) => _reader(ref reader);

    // Its delegates are of one call, so it is not kept.
    protected override void Reuse()
    {
    }
}
