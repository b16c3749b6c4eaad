using System.Text.Json;
using System.Text.Unicode;

namespace VirtCore.Qmp;

/// <summary>The outer members of one message, read in any order; unknown ones are passed over.</summary>
internal readonly ref partial struct QmpMessage
{
    private QmpMessage(
        QmpMessageKind kind, bool hasId, long id, ReadOnlySpan<byte> name, DateTimeOffset timestamp, ReadOnlySpan<byte> body, bool isChecked = true)
    {
        IsChecked = isChecked;
        Kind = kind;
        HasId = hasId;
        Id = id;
        Name = name;
        Timestamp = timestamp;
        Body = body;
    }

    public QmpMessageKind Kind { get; }

    public bool HasId { get; }

    /// <summary>The id, or -1 for one that is not an integer.</summary>
    public long Id { get; }

    /// <summary>An event's name.</summary>
    public ReadOnlySpan<byte> Name { get; }

    public DateTimeOffset Timestamp { get; }

    /// <summary>The value of <c>return</c>, <c>error</c>, <c>data</c> or <c>QMP</c> as JSON.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>Whether <see cref="Body"/> is known to be JSON. If not, whoever reads it finds out.</summary>
    public bool IsChecked { get; }

    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="QmpProtocolException">It is JSON, but not QMP.</exception>
    public static QmpMessage Parse(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
            throw new QmpProtocolException("a message is not valid UTF-8");
        if (TryParseLargeReply(json, out QmpMessage reply))
            return reply;
        var kind = QmpMessageKind.None;
        bool hasId = false;
        long id = -1;
        ReadOnlySpan<byte> name = default;
        ReadOnlySpan<byte> body = default;
        DateTimeOffset timestamp = DateTimeOffset.UnixEpoch;

        var reader = new Utf8JsonReader(json, JsonLimits.Reader);
        reader.Read();
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("return"u8))
            {
                kind = QmpMessageKind.Return;
                body = ValueOf(json, ref reader);
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                hasId = true;
                if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out id))
                    id = -1;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("event"u8))
            {
                kind = QmpMessageKind.Event;
                reader.Read();
                name = NameAt(json, ref reader);
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                body = ValueOf(json, ref reader);
            }
            else if (reader.ValueTextEquals("timestamp"u8))
            {
                reader.Read();
                timestamp = ReadTimestamp(ref reader);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                kind = QmpMessageKind.Error;
                body = ValueOf(json, ref reader);
            }
            else if (reader.ValueTextEquals("QMP"u8))
            {
                kind = QmpMessageKind.Greeting;
                body = ValueOf(json, ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new QmpMessage(kind, hasId, id, name, timestamp, body);
    }

    private static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> json, scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(int)reader.BytesConsumed];
    }

    // QEMU's names are plain; an escaped one is decoded, at the cost of an array.
    private static ReadOnlySpan<byte> NameAt(ReadOnlySpan<byte> json, scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new QmpProtocolException("an event's name is not a string");
        if (!reader.ValueIsEscaped)
            return json.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        byte[] decoded = new byte[reader.ValueSpan.Length];
        return decoded.AsSpan(0, reader.CopyString(decoded));
    }

    // QEMU writes -1 for both members when the host's clock cannot be read.
    private static DateTimeOffset ReadTimestamp(ref Utf8JsonReader reader)
    {
        long seconds = 0;
        long microseconds = 0;
        JsonShape.RequireObject(ref reader);
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("seconds"u8))
                seconds = JsonShape.ReadInt64(ref reader);
            else if (reader.ValueTextEquals("microseconds"u8))
                microseconds = JsonShape.ReadInt64(ref reader);
            else
                reader.Skip();
        }

        const long LastSecond = 253_402_300_799; // of the year 9999
        return seconds is < 0 or > LastSecond || microseconds is < 0 or >= 1_000_000
            ? DateTimeOffset.UnixEpoch
            : DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
    }
}
