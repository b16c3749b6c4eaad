using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>Writes one command's message. Each thread reuses its own.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The JSON writer lives as long as its thread and holds nothing between two messages.")]
internal sealed class MessageWriter
{
    // One deeper than the arguments' brace.
    private const int ArgumentsDepth = 2;

    [ThreadStatic]
    private static MessageWriter? t_idle;

    private readonly PooledByteWriter _bytes = new();
    private readonly Utf8JsonWriter _json;

    private MessageWriter() => _json = new Utf8JsonWriter(_bytes);

    /// <summary>Takes the thread's writer; a new one when it is in use, by an argument writer that executes another command.</summary>
    public static MessageWriter Rent()
    {
        MessageWriter writer = t_idle ?? new MessageWriter();
        t_idle = null;
        return writer;
    }

    /// <summary>Begins a message and its arguments object.</summary>
    public Utf8JsonWriter Begin(ReadOnlySpan<byte> command, long id, bool outOfBand)
    {
        _json.WriteStartObject();
        _json.WriteString(outOfBand ? "exec-oob"u8 : "execute"u8, command);
        _json.WriteNumber("id"u8, id);
        _json.WriteStartObject("arguments"u8);
        return _json;
    }

    /// <summary>Ends the message and hands out its bytes, in an array of the shared pool.</summary>
    /// <exception cref="InvalidOperationException">The arguments were left with an open object or array.</exception>
    public byte[] End(out int length)
    {
        if (_json.CurrentDepth != ArgumentsDepth)
            throw new InvalidOperationException("The command's arguments were left with an open object or array.");
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
        _bytes.GetSpan(1)[0] = (byte)'\n';
        _bytes.Advance(1);
        return _bytes.Detach(out length);
    }

    /// <summary>Gives the writer back to its thread; what was written and not taken is dropped.</summary>
    public void Return()
    {
        _json.Reset();
        byte[] rest = _bytes.Detach(out _);
        if (rest.Length != 0)
            ArrayPool<byte>.Shared.Return(rest);
        t_idle = this;
    }
}
