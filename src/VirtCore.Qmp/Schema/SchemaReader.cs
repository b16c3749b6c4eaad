using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>Reads the answer of query-qmp-schema in one pass.</summary>
internal ref struct SchemaReader
{
    private static readonly uint s_name = BinaryPrimitives.ReadUInt32LittleEndian("name"u8);
    private static readonly uint s_case = BinaryPrimitives.ReadUInt32LittleEndian("case"u8);
    private static readonly uint s_type = BinaryPrimitives.ReadUInt32LittleEndian("type"u8);

    private NameTableBuilder _names = new();
    private SchemaEntry[] _entries = ArrayPool<SchemaEntry>.Shared.Rent(2048);
    private SchemaMember[] _members = ArrayPool<SchemaMember>.Shared.Rent(8 * 1024);
    private int _entryCount;
    private byte[] _memberNames = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _memberCount;
    private int _memberNamesLength;

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
                schema._names.Build(), schema._names.Count, schema._entries.AsSpan(0, schema._entryCount),
                schema._members.AsSpan(0, schema._memberCount), schema._memberNames.AsSpan(0, schema._memberNamesLength));
        }
        finally
        {
            schema._names.Return();
            ArrayPool<SchemaEntry>.Shared.Return(schema._entries);
            ArrayPool<SchemaMember>.Shared.Return(schema._members);
            ArrayPool<byte>.Shared.Return(schema._memberNames);
        }
    }

    private void ReadEntry(ref Utf8JsonReader reader)
    {
        var entry = new SchemaEntry { Name = SchemaKey.None, Type = SchemaKey.None, ReplyType = SchemaKey.None };
        JsonShape.RequireObject(ref reader);
        while (JsonShape.NextMember(ref reader))
        {
            ReadOnlySpan<byte> key = reader.ValueSpan;
            switch (key.Length)
            {
                case 4 when key.SequenceEqual("name"u8):
                    entry.Name = ReadKey(ref reader);
                    break;
                case 9 when key.SequenceEqual("meta-type"u8):
                    entry.Kind = ReadKind(ref reader);
                    break;
                case 9 when key.SequenceEqual("allow-oob"u8):
                    entry.AllowsOutOfBand = reader.Read() && reader.TokenType == JsonTokenType.True;
                    break;
                case 8 when key.SequenceEqual("arg-type"u8):
                case 12 when key.SequenceEqual("element-type"u8):
                    entry.Type = ReadKey(ref reader);
                    break;
                case 8 when key.SequenceEqual("ret-type"u8):
                    entry.ReplyType = ReadKey(ref reader);
                    break;
                case 8 when key.SequenceEqual("variants"u8):
                    ReadMembers(ref reader, ref entry.FirstVariant, ref entry.VariantCount);
                    break;
                case 7 when entry.MemberCount == 0 && key.SequenceEqual("members"u8):
                case 6 when entry.MemberCount == 0 && key.SequenceEqual("values"u8):
                    ReadMembers(ref reader, ref entry.FirstMember, ref entry.MemberCount);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        PooledArray.EnsureRoom(ref _entries, _entryCount, 1);
        if (entry.Name != SchemaKey.None)
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
            int type = SchemaKey.None;
            if (reader.TokenType == JsonTokenType.String)
                AddName(reader.ValueSpan);
            else
                type = ReadMember(ref reader);
            PooledArray.EnsureRoom(ref _members, _memberCount, 1);
            _members[_memberCount++] = new SchemaMember(_memberNamesLength, type);
        }

        count = _memberCount - first;
    }

    // Adds the name, and answers the type.
    private int ReadMember(ref Utf8JsonReader reader)
    {
        int type = SchemaKey.None;
        JsonShape.RequireObject(ref reader);
        while (JsonShape.NextMember(ref reader))
        {
            // "name", "case" and "type" are as long as an integer.
            ReadOnlySpan<byte> key = reader.ValueSpan;
            uint four = key.Length == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(key) : 0;
            if (four == s_type)
                type = ReadKey(ref reader);
            else if (four == s_name || four == s_case)
                ReadName(ref reader);
            else
                reader.Skip();
        }

        return type;
    }

    private int ReadKey(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
            throw new QmpProtocolException($"expected a name, found {reader.TokenType}");
        int number = SchemaKey.NumberOf(reader.ValueSpan);
        return number >= 0 ? number : SchemaKey.OfName(_names.Intern(reader.ValueSpan));
    }

    // QEMU's names are plain, so none is escaped.
    private void ReadName(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
            throw new QmpProtocolException($"expected a name, found {reader.TokenType}");
        AddName(reader.ValueSpan);
    }

    private void AddName(ReadOnlySpan<byte> name)
    {
        PooledArray.EnsureRoom(ref _memberNames, _memberNamesLength, name.Length);
        name.CopyTo(_memberNames.AsSpan(_memberNamesLength));
        _memberNamesLength += name.Length;
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
