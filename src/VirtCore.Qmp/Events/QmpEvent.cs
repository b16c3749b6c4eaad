using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>Something that happened in QEMU.</summary>
/// <remarks>
/// An event read from a <see cref="QmpEventSubscription"/> borrows its data from it: it is readable until the next event is asked for, and
/// throws <see cref="InvalidOperationException"/> afterwards. <see cref="Copy"/> makes one that lasts.
/// </remarks>
public readonly partial struct QmpEvent
{
    private readonly QmpEventData _data;
    private readonly int _version;

    internal QmpEvent(QmpEventData data, int lostBefore)
    {
        _data = data;
        _version = data.Version;
        LostBefore = lostBefore;
        Name = data.Name;
        Timestamp = data.Timestamp;
    }

    /// <summary>The event's name, such as <c>STOP</c>.</summary>
    public string Name { get; }

    /// <summary>When it happened by the host's clock, to the microsecond. QEMU says -1 where it does not know; that is the Unix epoch here.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>How many events this subscription lost directly before this one, because nobody read them in time.</summary>
    public int LostBefore { get; }

    /// <summary>The event's <c>data</c> object as JSON in UTF-8; empty where the event has none.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    public ReadOnlyMemory<byte> Data
    {
        get
        {
            if (_data is null)
                return default;
            return _data.Version == _version
                ? _data.Bytes
                : throw new InvalidOperationException($"The subscription has moved on from this {Name} event: Copy() it to keep its data.");
        }
    }

    /// <summary>An event that keeps its data.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    public QmpEvent Copy()
    {
        var copy = new QmpEventData();
        copy.Assign(Name, Timestamp, Data.Span);
        return new QmpEvent(copy, LostBefore);
    }

    /// <summary>Reads a string member of the data. False where it is absent or not a string.</summary>
    /// <param name="member">The member's name in UTF-8: <c>"status"u8</c>.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data escape half a surrogate pair, which is no text.</exception>
    public bool TryGetString(ReadOnlySpan<byte> member, out string value)
    {
        value = "";
        if (!TryFind(member, out Utf8JsonReader reader) || reader.TokenType != JsonTokenType.String)
            return false;
        try
        {
            value = reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw Unreadable(exception);
        }

        return true;
    }

    /// <summary>Reads an integer member of the data. False where it is absent or not an integer.</summary>
    /// <param name="member">The member's name in UTF-8.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data escape half a surrogate pair, which is no text.</exception>
    public bool TryGetInt64(ReadOnlySpan<byte> member, out long value)
    {
        value = 0;
        return TryFind(member, out Utf8JsonReader reader) && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out value);
    }

    /// <summary>Reads a boolean member of the data. False where it is absent or not a boolean.</summary>
    /// <param name="member">The member's name in UTF-8.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data escape half a surrogate pair, which is no text.</exception>
    public bool TryGetBoolean(ReadOnlySpan<byte> member, out bool value)
    {
        value = false;
        if (!TryFind(member, out Utf8JsonReader reader) || reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
            return false;
        value = reader.GetBoolean();
        return true;
    }

    /// <summary>Reads the migration status that a MIGRATION event carries. False for other events.</summary>
    /// <param name="status">The status; <see cref="MigrationStatus.Unknown"/> for one that this version does not know.</param>
    public bool TryGetMigrationStatus(out MigrationStatus status)
    {
        bool isMigration = TryGetMigration(out MigrationEvent migration);
        status = migration.Status;
        return isMigration;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        _data is null || _data.Version != _version || Data.IsEmpty ? Name : $"{Name} {System.Text.Encoding.UTF8.GetString(Data.Span)}";

    private bool TryRead<T>(out T value)
        where T : struct, IQmpEventData<T>
    {
        value = default;
        if (Name != T.EventName)
            return false;
        ReadOnlySpan<byte> data = Data.Span;
        if (data.IsEmpty)
            return true;
        var reader = new Utf8JsonReader(data, JsonLimits.Reader);
        reader.Read();
        try
        {
            value = QmpObject.Read<T>(ref reader);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw Unreadable(exception);
        }

        return true;
    }

    private bool TryFind(ReadOnlySpan<byte> member, out Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> data = Data.Span;
        reader = new Utf8JsonReader(data, JsonLimits.Reader);
        if (data.IsEmpty || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return false;
        try
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool found = reader.ValueTextEquals(member);
                reader.Read();
                if (found)
                    return true;
                reader.Skip();
            }
        }
        catch (InvalidOperationException exception)
        {
            throw Unreadable(exception);
        }

        return false;
    }

    private QmpProtocolException Unreadable(Exception exception) => new($"The data of {Name} could not be read: {exception.Message}", exception);
}
