using System.Text;
using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>Strings of replies and events. Short ones that come again and again, such as the names of devices and states, are made once.</summary>
/// <remarks>A cache of a fixed size: what does not fit replaces what was there, and costs a string each time. Safe from any thread: a slot is one reference.</remarks>
internal static class QmpStrings
{
    private const int LongestKept = 64;
    private const int Slots = 1024;

    private static readonly string?[] s_slots = new string?[Slots];

    /// <summary>The string that the reader stands on.</summary>
    public static string Read(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped ? Of(reader.ValueSpan) : reader.GetString() ?? "";

    /// <summary>The string of these bytes.</summary>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return "";
        if (utf8.Length > LongestKept)
            return Encoding.UTF8.GetString(utf8);
        uint hash = 2166136261;
        foreach (byte value in utf8)
            hash = (hash ^ value) * 16777619;
        ref string? slot = ref s_slots[(hash ^ (hash >> 16)) % Slots];
        string? kept = Volatile.Read(ref slot);
        if (kept is not null && kept.Length == utf8.Length && Ascii.Equals(utf8, kept))
            return kept;
        string made = Encoding.UTF8.GetString(utf8);
        Volatile.Write(ref slot, made);
        return made;
    }
}
