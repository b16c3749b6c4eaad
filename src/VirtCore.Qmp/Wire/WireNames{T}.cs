using System.Text;
using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>QEMU's names of the values of an enumeration, both ways, without allocation for names that are known.</summary>
internal sealed class WireNames<T>
    where T : struct, Enum
{
    private readonly (byte[] Utf8, string Name, T Value)[] _names;

    public WireNames(params ReadOnlySpan<(string Name, T Value)> names)
    {
        _names = new (byte[], string, T)[names.Length];
        for (int i = 0; i < names.Length; i++)
            _names[i] = (Encoding.UTF8.GetBytes(names[i].Name), names[i].Name, names[i].Value);
    }

    /// <summary>The names that are known.</summary>
    public IEnumerable<string> Names => _names.Select(known => known.Name);

    /// <summary>Reads the string that the reader stands on. The default value for one that is not known; its name is then decoded.</summary>
    public T Read(ref Utf8JsonReader reader, out string name)
    {
        foreach ((byte[] utf8, string known, T value) in _names)
        {
            if (reader.ValueTextEquals(utf8))
            {
                name = known;
                return value;
            }
        }

        name = reader.GetString() ?? "";
        return default;
    }

    /// <exception cref="ArgumentException">QEMU has no such value.</exception>
    public string NameOf(T value)
    {
        foreach ((_, string name, T known) in _names)
        {
            if (EqualityComparer<T>.Default.Equals(known, value))
                return name;
        }

        throw new ArgumentException($"QEMU has no name for {value}.", nameof(value));
    }
}
