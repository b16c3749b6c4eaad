using System.Text;

namespace VirtCore.Qmp;

/// <summary>What one QEMU understands: its commands, events and their members, from <c>query-qmp-schema</c> (2.5).</summary>
/// <remarks>
/// Immutable, about 95 KiB for the 200 KiB that QEMU sends; no question allocates. A path is a list of members with dots between them: <c>addr.data.path</c>.
/// Arrays are passed through. A member of a variant is found whatever the variant; <c>+NAME</c> as a step asks for one of them:
/// <c>+qcow2.lazy-refcounts</c> of <c>blockdev-add</c>. See the
/// <see href="https://www.qemu.org/docs/master/devel/qapi-code-gen.html#client-json-protocol-introspection">format</see>.
/// </remarks>
public sealed class QmpSchema
{
    // Far deeper than QEMU nests variants in variants: the end of a schema that goes in circles. It bounds the stack.
    private const int MaxDepth = 64;

    // Types that have each other as variants make a tree that the depth does not end in a lifetime. Counted in members looked at, of which questions
    // about QEMU's own schemas need less than 1 << 14.
    private const int MaxSteps = 1 << 20;

    private readonly NameTable _names;
    private readonly SchemaEntry[] _entries;
    private readonly SchemaMember[] _members;
    private readonly byte[] _memberNames;
    private readonly ushort[] _entryOfName;
    private readonly ushort[] _entryOfNumber;

    internal QmpSchema(
        NameTable names, int nameCount, ReadOnlySpan<SchemaEntry> entries, ReadOnlySpan<SchemaMember> members, ReadOnlySpan<byte> memberNames)
    {
        _names = names;
        _entries = entries.ToArray();
        _members = members.ToArray();
        _memberNames = memberNames.ToArray();
        _entryOfName = new ushort[nameCount];
        int largest = -1;
        foreach (ref readonly SchemaEntry entry in entries)
            largest = Math.Max(largest, entry.Name);
        _entryOfNumber = new ushort[largest + 1];
        for (int i = 0; i < _entries.Length; i++)
        {
            int key = _entries[i].Name;
            if (key >= 0)
                _entryOfNumber[key] = (ushort)(i + 1);
            else
                _entryOfName[SchemaKey.NameOf(key)] = (ushort)(i + 1);
            if (_entries[i].Kind == SchemaKind.Command)
                CommandCount++;
            else if (_entries[i].Kind == SchemaKind.Event)
                EventCount++;
        }
    }

    /// <summary>How many commands it has.</summary>
    public int CommandCount { get; }

    /// <summary>How many events it has.</summary>
    public int EventCount { get; }

    /// <summary>Whether it has a command.</summary>
    public bool HasCommand(string command) => Find(command, SchemaKind.Command) >= 0;

    /// <summary>Whether a command may be executed out-of-band.</summary>
    public bool AllowsOutOfBand(string command) => Find(command, SchemaKind.Command) is >= 0 and int entry && _entries[entry].AllowsOutOfBand;

    /// <summary>Whether a command takes an argument.</summary>
    public bool HasArgument(string command, string path) => HasPath(command, SchemaKind.Command, reply: false, path, default);

    /// <summary>Whether an argument, which is an enumeration, takes a value.</summary>
    public bool HasArgumentValue(string command, string path, string value) => HasPath(command, SchemaKind.Command, reply: false, path, value);

    /// <summary>Whether a command's reply has a member.</summary>
    public bool HasReturnMember(string command, string path) => HasPath(command, SchemaKind.Command, reply: true, path, default);

    /// <summary>Whether a member of a command's reply, which is an enumeration, knows a value.</summary>
    public bool HasReturnValue(string command, string path, string value) => HasPath(command, SchemaKind.Command, reply: true, path, value);

    /// <summary>Whether it has an event.</summary>
    public bool HasEvent(string name) => Find(name, SchemaKind.Event) >= 0;

    /// <summary>Whether an event's data have a member.</summary>
    public bool HasEventMember(string name, string path) => HasPath(name, SchemaKind.Event, reply: false, path, default);

    /// <summary>Whether a member of an event's data, which is an enumeration, knows a value.</summary>
    public bool HasEventValue(string name, string path, string value) => HasPath(name, SchemaKind.Event, reply: false, path, value);

    private int Find(string name, SchemaKind kind)
    {
        ArgumentNullException.ThrowIfNull(name);
        int known = _names.Find(name);
        int entry = known < 0 ? -1 : EntryOf(SchemaKey.OfName(known));
        return entry >= 0 && _entries[entry].Kind == kind ? entry : -1;
    }

    private bool HasPath(string name, SchemaKind kind, bool reply, string path, ReadOnlySpan<char> value)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        int entry = Find(name, kind);
        int steps = 0;
        return entry >= 0 && HasPath(reply ? _entries[entry].ReplyType : _entries[entry].Type, path, value, 0, ref steps);
    }

    private bool HasPath(int type, ReadOnlySpan<char> path, ReadOnlySpan<char> value, int depth, ref int steps)
    {
        int index = EntryOf(type);
        if (index < 0 || depth == MaxDepth)
            return false;
        ref readonly SchemaEntry entry = ref _entries[index];
        steps += 1 + entry.MemberCount;
        if (steps > MaxSteps)
            return false;
        switch (entry.Kind)
        {
            case SchemaKind.Array:
                return HasPath(entry.Type, path, value, depth + 1, ref steps);
            case SchemaKind.Alternate:
                return AnyBranch(entry.FirstMember, entry.MemberCount, path, value, depth, ref steps);
            case var _ when path.IsEmpty:
                return value.IsEmpty || (entry.Kind == SchemaKind.Enumeration && HasName(in entry, value));
            case SchemaKind.Object:
                return HasMember(in entry, path, value, depth, ref steps);
            default:
                return false;
        }
    }

    private bool HasMember(in SchemaEntry entry, ReadOnlySpan<char> path, ReadOnlySpan<char> value, int depth, ref int steps)
    {
        int dot = path.IndexOf('.');
        ReadOnlySpan<char> first = dot < 0 ? path : path[..dot];
        ReadOnlySpan<char> rest = dot < 0 ? default : path[(dot + 1)..];
        if (first.StartsWith('+'))
        {
            for (int variant = entry.FirstVariant; variant < entry.FirstVariant + entry.VariantCount; variant++)
            {
                if (Ascii.Equals(NameOf(variant), first[1..]))
                    return HasPath(_members[variant].Type, rest, value, depth + 1, ref steps);
            }

            return false;
        }

        for (int member = entry.FirstMember; member < entry.FirstMember + entry.MemberCount; member++)
        {
            if (Ascii.Equals(NameOf(member), first) && HasPath(_members[member].Type, rest, value, depth + 1, ref steps))
                return true;
        }

        return AnyBranch(entry.FirstVariant, entry.VariantCount, path, value, depth, ref steps);
    }

    private bool AnyBranch(int first, int count, ReadOnlySpan<char> path, ReadOnlySpan<char> value, int depth, ref int steps)
    {
        foreach (ref readonly SchemaMember branch in _members.AsSpan(first, count))
        {
            if (HasPath(branch.Type, path, value, depth + 1, ref steps))
                return true;
        }

        return false;
    }

    private bool HasName(in SchemaEntry entry, ReadOnlySpan<char> value)
    {
        for (int member = entry.FirstMember; member < entry.FirstMember + entry.MemberCount; member++)
        {
            if (Ascii.Equals(NameOf(member), value))
                return true;
        }

        return false;
    }

    private ReadOnlySpan<byte> NameOf(int member) =>
        _memberNames.AsSpan()[(member == 0 ? 0 : _members[member - 1].NameEnd).._members[member].NameEnd];

    private int EntryOf(int key)
    {
        if (key == SchemaKey.None || key >= _entryOfNumber.Length)
            return -1;
        return (key >= 0 ? _entryOfNumber[key] : _entryOfName[SchemaKey.NameOf(key)]) - 1;
    }
}
