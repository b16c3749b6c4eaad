using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>Writes one command's message. Each thread reuses its own.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The JSON writer lives as long as its thread and holds nothing between two messages.")]
internal sealed class MessageWriter
{
    // One deeper than the arguments' brace.
    private const int ArgumentsDepth = 2;
    private const int EndRoom = 32;

    [ThreadStatic]
    private static MessageWriter? t_idle;

    private readonly PooledByteWriter _bytes = new();
    private readonly Utf8JsonWriter _json;

    private static ReadOnlySpan<byte> NoArguments => ",\"arguments\":{}"u8;

    private static ReadOnlySpan<byte> IdMember => ",\"id\":"u8;

    private MessageWriter() => _json = new Utf8JsonWriter(_bytes);

    /// <summary>Takes the thread's writer; a new one when it is in use, by an argument writer that executes another command.</summary>
    public static MessageWriter Rent()
    {
        MessageWriter writer = t_idle ?? new MessageWriter();
        t_idle = null;
        return writer;
    }

    /// <summary>Begins a message and its arguments object.</summary>
    public Utf8JsonWriter Begin(ReadOnlySpan<byte> command, bool outOfBand)
    {
        _json.WriteStartObject();
        _json.WriteString(outOfBand ? "exec-oob"u8 : "execute"u8, command);
        _json.WriteStartObject("arguments"u8);
        return _json;
    }

    /// <summary>
    /// Ends the arguments, leaves them out where there are none, and hands out the bytes so far, in an array of the shared pool with room for <see cref="Finish"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The arguments were left with an open object or array.</exception>
    public byte[] End(out int length)
    {
        if (_json.CurrentDepth != ArgumentsDepth)
            throw new InvalidOperationException("The command's arguments were left with an open object or array.");
        _json.WriteEndObject();
        _json.Flush();
        if (_bytes.Written.EndsWith(NoArguments))
            _bytes.Truncate(_bytes.Written.Length - NoArguments.Length);
        _bytes.GetSpan(EndRoom);
        return _bytes.Detach(out length);
    }

    /// <summary>Writes the id, and the end of the message, behind what <see cref="End"/> has handed out.</summary>
    /// <returns>The whole message's length.</returns>
    public static int Finish(byte[] message, int length, long id)
    {
        Span<byte> end = message.AsSpan(length);
        IdMember.CopyTo(end);
        Utf8Formatter.TryFormat(id, end[IdMember.Length..], out int digits);
        "}\n"u8.CopyTo(end[(IdMember.Length + digits)..]);
        return length + IdMember.Length + digits + 2;
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
