using System.Buffers;
using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>Reads the answer of query-qmp-schema in one pass.</summary>
internal ref struct SchemaReader
{
    private NameTableBuilder _names = new();
    private SchemaEntry[] _entries = ArrayPool<SchemaEntry>.Shared.Rent(2048);
    private SchemaMember[] _members = ArrayPool<SchemaMember>.Shared.Rent(8 * 1024);
    private int _entryCount;
    private int _memberCount;

    public SchemaReader()
    {
    }

    /// <summary>Reads the array that the reader stands on.</summary>
    /// <exception cref="QmpProtocolException">It is not a schema.</exception>
    public static QmpSchema Read(ref Utf8JsonReader reader)
    {
        var schema = new SchemaReader();
        try
        {
            JsonShape.RequireArray(ref reader);
            while (JsonShape.NextElement(ref reader))
                schema.ReadEntry(ref reader);
            return new QmpSchema(
                schema._names.Build(), schema._entries.AsSpan(0, schema._entryCount), schema._members.AsSpan(0, schema._memberCount), schema._names.Count);
        }
        finally
        {
            schema._names.Return();
            ArrayPool<SchemaEntry>.Shared.Return(schema._entries);
            ArrayPool<SchemaMember>.Shared.Return(schema._members);
        }
    }

    private void ReadEntry(ref Utf8JsonReader reader)
    {
        var entry = new SchemaEntry { Name = -1, Type = -1, ReplyType = -1 };
        JsonShape.RequireObject(ref reader);
        while (JsonShape.NextMember(ref reader))
        {
            ReadOnlySpan<byte> key = reader.ValueSpan;
            if (key.SequenceEqual("name"u8))
                entry.Name = ReadName(ref reader);
            else if (key.SequenceEqual("meta-type"u8))
                entry.Kind = ReadKind(ref reader);
            else if (key.SequenceEqual("arg-type"u8) || key.SequenceEqual("element-type"u8))
                entry.Type = ReadName(ref reader);
            else if (key.SequenceEqual("ret-type"u8))
                entry.ReplyType = ReadName(ref reader);
            else if (key.SequenceEqual("variants"u8))
                ReadMembers(ref reader, ref entry.FirstVariant, ref entry.VariantCount);
            else if ((key.SequenceEqual("members"u8) || key.SequenceEqual("values"u8)) && entry.MemberCount == 0)
                ReadMembers(ref reader, ref entry.FirstMember, ref entry.MemberCount);
            else if (key.SequenceEqual("allow-oob"u8))
                entry.AllowsOutOfBand = reader.Read() && reader.TokenType == JsonTokenType.True;
            else
                reader.Skip();
        }

        PooledArray.EnsureRoom(ref _entries, _entryCount, 1);
        if (entry.Name >= 0)
            _entries[_entryCount++] = entry;
    }

    // Objects with a name or a case and a type; or, of enumerations, just names. They have both, and the first that comes is taken.
    private void ReadMembers(ref Utf8JsonReader reader, ref int first, ref int count)
    {
        first = _memberCount;
        reader.Read();
        JsonShape.RequireArray(ref reader);
        while (JsonShape.NextElement(ref reader))
        {
            SchemaMember member = reader.TokenType == JsonTokenType.String
                ? new SchemaMember(_names.Intern(reader.ValueSpan), -1)
                : ReadMember(ref reader);
            PooledArray.EnsureRoom(ref _members, _memberCount, 1);
            _members[_memberCount++] = member;
        }

        count = _memberCount - first;
    }

    private SchemaMember ReadMember(ref Utf8JsonReader reader)
    {
        int name = -1;
        int type = -1;
        JsonShape.RequireObject(ref reader);
        while (JsonShape.NextMember(ref reader))
        {
            ReadOnlySpan<byte> key = reader.ValueSpan;
            if (key.SequenceEqual("name"u8) || key.SequenceEqual("case"u8))
                name = ReadName(ref reader);
            else if (key.SequenceEqual("type"u8))
                type = ReadName(ref reader);
            else
                reader.Skip();
        }

        return new SchemaMember(name, type);
    }

    // QEMU's names are plain, so none is escaped.
    private int ReadName(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String
            ? _names.Intern(reader.ValueSpan)
            : throw new QmpProtocolException($"expected a name, found {reader.TokenType}");
    }

    private static SchemaKind ReadKind(ref Utf8JsonReader reader)
    {
        reader.Read();
        ReadOnlySpan<byte> kind = reader.ValueSpan;
        return kind.Length == 0 ? SchemaKind.Unknown : (kind[0], kind[^1]) switch
        {
            ((byte)'b', (byte)'n') => SchemaKind.Builtin,
            ((byte)'e', (byte)'m') => SchemaKind.Enumeration,
            ((byte)'a', (byte)'y') => SchemaKind.Array,
            ((byte)'o', (byte)'t') => SchemaKind.Object,
            ((byte)'a', (byte)'e') => SchemaKind.Alternate,
            ((byte)'c', (byte)'d') => SchemaKind.Command,
            ((byte)'e', (byte)'t') => SchemaKind.Event,
            _ => SchemaKind.Unknown,
        };
    }
}
