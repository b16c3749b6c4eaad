using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>What the agent session waits for: the next message, or messages until one that it takes.</summary>
internal abstract class AgentCall(string name)
{
    public string Name => name;

    /// <summary>Whether what comes before a 0xFF byte is nobody's.</summary>
    public bool WaitsForDelimiter { get; set; }

    /// <summary>Whether the agent's answer came, so that nothing of this call is still on its way.</summary>
    public bool Answered { get; protected set; }

    /// <summary>Looks at a message on the loop's thread. True where this was the answer.</summary>
    public abstract bool OnMessage(in QmpMessage message);

    public abstract void Fail(Exception exception);

    protected QmpException Refusal(ReadOnlySpan<byte> error) => QmpSession.ReadError(name, error);

    protected static bool TryReadInt64(ReadOnlySpan<byte> json, out long value)
    {
        value = 0;
        var reader = new Utf8JsonReader(json);
        return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out value);
    }
}
