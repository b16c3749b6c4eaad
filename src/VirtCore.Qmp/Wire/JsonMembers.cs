using System.Text;
using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The members that a reader knows of one of QEMU's objects, in the order of the reader's cases.</summary>
/// <remarks>It is what the reader looks names up in, and so the whole truth about what VirtCore reads; the tests hold it against QEMU's schemas.</remarks>
internal sealed class JsonMembers
{
    private readonly List<Entry> _entries = [];
    private byte[][] _names = [];

    /// <summary>Members that QEMU has had since before version 6.2.</summary>
    public JsonMembers(params ReadOnlySpan<string> names) => Add(names, 0, 0);

    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>Members that came with a version. Where they are absent they are read as unknown.</summary>
    public JsonMembers Since(int major, int minor, params ReadOnlySpan<string> names) => Add(names, major, minor);

    /// <summary>A member whose value, or each element of it, is an object with members of its own.</summary>
    public JsonMembers With<T>(string name)
        where T : struct, IQmpObject<T>
    {
        Append(new Entry(name, 0, 0, T.Members));
        return this;
    }

    /// <summary>Where the name that the reader stands on is, or -1.</summary>
    public int IndexOf(ref Utf8JsonReader reader)
    {
        byte[][] names = _names;
        if (!reader.ValueIsEscaped)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            for (int i = 0; i < names.Length; i++)
            {
                if (name.SequenceEqual(names[i]))
                    return i;
            }

            return -1;
        }

        for (int i = 0; i < names.Length; i++)
        {
            if (reader.ValueTextEquals(names[i]))
                return i;
        }

        return -1;
    }

    private JsonMembers Add(ReadOnlySpan<string> names, int major, int minor)
    {
        foreach (string name in names)
            Append(new Entry(name, major, minor, null));
        return this;
    }

    private void Append(Entry entry)
    {
        _entries.Add(entry);
        _names = [.. _names, Encoding.UTF8.GetBytes(entry.Name)];
    }

    /// <summary>One member; its version is 0.0 for one that every supported QEMU has.</summary>
    internal sealed record Entry(string Name, int Major, int Minor, JsonMembers? Members);
}
