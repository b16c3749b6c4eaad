using System.Text;

namespace VirtCore.Tests.Architecture;

/// <summary>C# source without what only looks like code: comments, strings and characters are left out, line breaks stay.</summary>
internal static class CSharpText
{
    public static string CodeOf(string source)
    {
        var code = new StringBuilder(source.Length);
        int position = 0;
        while (position < source.Length)
        {
            int end = EndOfNoCode(source, position);
            if (end == position)
            {
                code.Append(source[position++]);
                continue;
            }

            code.Append('\n', source.AsSpan(position..end).Count('\n'));
            position = end;
        }

        return code.ToString();
    }

    // Where the comment or literal that starts here ends, or the position itself when none does.
    private static int EndOfNoCode(string source, int position)
    {
        ReadOnlySpan<char> rest = source.AsSpan(position);
        if (rest.StartsWith("//"))
            return After(source, position, rest.IndexOf('\n'), 0);
        if (rest.StartsWith("/*"))
            return After(source, position, rest.IndexOf("*/"), 2);
        if (rest[0] == '\'')
            return EndOfQuoted(source, position + 1, '\'', escapes: true, holes: false);

        int quote = position;
        while (quote < source.Length && source[quote] is '$' or '@')
            quote++;
        if (quote == source.Length || source[quote] != '"')
            return position;
        int quotes = 0;
        while (quote + quotes < source.Length && source[quote + quotes] == '"')
            quotes++;
        if (quotes >= 3)
        {
            // A raw string ends at as many quotes as it began with; what is in its holes is left out too.
            string marks = new('"', quotes);
            return After(source, quote + quotes, source.AsSpan(quote + quotes).IndexOf(marks), quotes);
        }

        ReadOnlySpan<char> prefix = source.AsSpan(position..quote);
        return EndOfQuoted(source, quote + 1, '"', escapes: !prefix.Contains('@'), holes: prefix.Contains('$'));
    }

    private static int EndOfQuoted(string source, int position, char quote, bool escapes, bool holes)
    {
        while (position < source.Length)
        {
            char character = source[position];
            if (character == quote && !escapes && position + 1 < source.Length && source[position + 1] == quote)
                position += 2; // a quote in a verbatim string
            else if (character == quote)
                return position + 1;
            else if (character == '\\' && escapes)
                position += 2;
            else if (character == '{' && holes && position + 1 < source.Length && source[position + 1] == '{')
                position += 2;
            else if (character == '{' && holes)
                position = EndOfHole(source, position + 1);
            else
                position++;
        }

        return source.Length;
    }

    // A hole of an interpolated string has code, which may have strings of its own.
    private static int EndOfHole(string source, int position)
    {
        int depth = 1;
        while (position < source.Length && depth > 0)
        {
            int end = EndOfNoCode(source, position);
            if (end > position)
            {
                position = end;
                continue;
            }

            depth += source[position] switch { '{' => 1, '}' => -1, _ => 0 };
            position++;
        }

        return position;
    }

    private static int After(string source, int position, int found, int length) => found < 0 ? source.Length : position + found + length;
}
