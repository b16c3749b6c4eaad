using System.Text;

namespace VirtCore.Fuzz;

/// <summary>An input whose first line is words that choose what is asked, and whose rest is what is answered.</summary>
internal readonly ref struct TextInput
{
    private readonly ReadOnlySpan<byte> _line;

    public TextInput(ReadOnlySpan<byte> input)
    {
        int end = input.IndexOf((byte)'\n');
        _line = end < 0 ? input : input[..end];
        Body = end < 0 ? default : input[(end + 1)..];
    }

    public string[] Words => Encoding.Latin1.GetString(_line).Split(' ');

    public ReadOnlySpan<byte> Body { get; }
}
