using System.Globalization;
using System.Text;

namespace VirtCore.Fuzz;

/// <summary>Words as afl-fuzz takes them: quoted, one a line.</summary>
internal static class AflDictionary
{
    private const int LongestWord = 128; // of afl-fuzz

    public static IEnumerable<string> Lines(IEnumerable<string> words) =>
        words.Where(static word => word.Length is > 0 and <= LongestWord).Distinct(StringComparer.Ordinal).Select(Quote);

    private static string Quote(string word)
    {
        StringBuilder text = new("\"");
        foreach (byte value in Encoding.UTF8.GetBytes(word))
        {
            if (value is >= 0x20 and < 0x7F and not (byte)'"' and not (byte)'\\')
                text.Append((char)value);
            else
                text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
        }

        return text.Append('"').ToString();
    }
}
