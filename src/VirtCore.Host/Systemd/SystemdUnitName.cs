using System.Globalization;
using System.Text;

namespace VirtCore.Host;

/// <summary>Names of systemd's units: pure functions.</summary>
/// <remarks>See <see href="https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#String%20Escaping%20for%20Inclusion%20in%20Unit%20Names">systemd.unit(5)</see>.</remarks>
public static class SystemdUnitName
{
    /// <summary>The longest name, with its suffix.</summary>
    public const int MaxLength = 255;

    private static readonly string[] s_types =
        ["service", "socket", "target", "device", "mount", "automount", "swap", "timer", "path", "slice", "scope"];

    /// <summary>Makes any text a part of a unit's name, as <c>systemd-escape</c> does.</summary>
    /// <remarks>
    /// A slash becomes <c>-</c>; every byte of the UTF-8 that is no ASCII letter, digit, colon, underscore or dot becomes <c>\xNN</c>, and so does a
    /// dot at the beginning.
    /// </remarks>
    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var escaped = new StringBuilder(text.Length);
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            char character = (char)value;
            if (character == '/')
                escaped.Append('-');
            else if (char.IsAsciiLetterOrDigit(character) || character is ':' or '_' || (character == '.' && escaped.Length != 0))
                escaped.Append(character);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
        }

        return escaped.ToString();
    }

    /// <summary>The text that <see cref="Escape"/> was given.</summary>
    /// <exception cref="FormatException">It is not escaped text: a backslash without <c>xNN</c>, or bytes that are no UTF-8.</exception>
    public static string Unescape(string escaped)
    {
        ArgumentNullException.ThrowIfNull(escaped);
        var bytes = new List<byte>(escaped.Length);
        for (int i = 0; i < escaped.Length; i++)
        {
            char character = escaped[i];
            if (character == '-')
                bytes.Add((byte)'/');
            else if (character != '\\')
                bytes.Add(char.IsAscii(character) ? (byte)character : throw Malformed(escaped));
            else if (i + 3 < escaped.Length && escaped[i + 1] == 'x'
                && byte.TryParse(escaped.AsSpan(i + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
            {
                bytes.Add(value);
                i += 3;
            }
            else
                throw Malformed(escaped);
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            throw Malformed(escaped);
        }
    }

    /// <summary>The name of a scope for any text: <c>web 01</c> is <c>virtcore-web\x2001.scope</c>.</summary>
    /// <exception cref="ArgumentException">The text is empty, or the name would be longer than <see cref="MaxLength"/>.</exception>
    public static string ForScope(string name, string prefix = "virtcore-")
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Checked($"{prefix}{Escape(name)}.scope", nameof(name));
    }

    /// <summary>The name of a slice from the outermost to the innermost: <c>virtcore</c>, <c>tenant-1</c> is <c>virtcore-tenant\x2d1.slice</c>, inside <c>virtcore.slice</c>.</summary>
    /// <exception cref="ArgumentException">There is no part or an empty one, or the name would be longer than <see cref="MaxLength"/>.</exception>
    public static string ForSlice(params ReadOnlySpan<string> path)
    {
        if (path.IsEmpty)
            throw new ArgumentException("A slice needs a name.", nameof(path));
        var name = new StringBuilder();
        foreach (string part in path)
        {
            ArgumentException.ThrowIfNullOrEmpty(part, nameof(path));
            // In a slice's name a dash goes one level down, so a slash in a part must not become one.
            name.Append(name.Length == 0 ? "" : "-").Append(Escape(part).Replace("-", "\\x2f", StringComparison.Ordinal));
        }

        return Checked($"{name}.slice", nameof(path));
    }

    /// <summary>Whether systemd takes it for a unit's name: allowed characters, a known type at the end, not too long. Templates are no units.</summary>
    public static bool IsValid(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        int dot = name.LastIndexOf('.');
        return name.Length <= MaxLength && dot > 0 && s_types.Contains(name[(dot + 1)..]) && name[0] != '@' && name[dot - 1] != '@'
            && name.AsSpan(0, dot).IndexOfAnyExcept(s_allowed) < 0;
    }

    /// <summary>Whether it is a slice's name: valid, and no empty level.</summary>
    public static bool IsValidSlice(string name) =>
        name == "-.slice" || (IsValid(name) && name.EndsWith(".slice", StringComparison.Ordinal)
            && name[0] != '-' && !name.Contains("-.", StringComparison.Ordinal) && !name.Contains("--", StringComparison.Ordinal) && !name.Contains('@'));

    private static readonly System.Buffers.SearchValues<char> s_allowed =
        System.Buffers.SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ:-_.\\@");

    private static string Checked(string name, string argument) =>
        name.Length <= MaxLength && IsValid(name) ? name : throw new ArgumentException($"\"{name}\" is no name for a unit: at most {MaxLength} characters.", argument);

    private static FormatException Malformed(string escaped) => new($"\"{escaped}\" is not escaped as systemd does it.");
}
