using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A command whose answer is the next message.</summary>
internal sealed class AgentCommandCall<T>(string name, QmpReplyReader<T> read) : AgentCall(name)
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Answer => _answer.Task;

    public override bool OnMessage(in QmpMessage message)
    {
        Answered = true;
        if (message.Kind == QmpMessageKind.Error)
        {
            _answer.TrySetException(Refusal(message.Body));
            return true;
        }

        try
        {
            var reader = new Utf8JsonReader(message.Body, JsonLimits.Reader);
            reader.Read();
            _answer.TrySetResult(read(ref reader));
        }
#pragma warning disable CA1031 // The reader may be anybody's: whatever it throws belongs to this command's caller, not to the loop.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _answer.TrySetException(new QmpProtocolException($"The reply to {Name} could not be read: {exception.Message}", exception));
        }

        return true;
    }

    public override void Fail(Exception exception) => _answer.TrySetException(exception);
}
