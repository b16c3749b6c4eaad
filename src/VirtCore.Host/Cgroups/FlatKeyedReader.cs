using System.Buffers.Text;

namespace VirtCore.Host;

/// <summary>Reads a flat keyed file of the kernel's: lines of <c>KEY VALUE</c>, as <c>memory.events</c> and <c>cpu.stat</c> are.</summary>
/// <remarks>Allocates nothing. A line that is none, or whose value is no number (<c>max</c>), is passed over: later kernels may bring some.</remarks>
internal ref struct FlatKeyedReader(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    public bool TryRead(out ReadOnlySpan<byte> key, out ulong value)
    {
        while (!_rest.IsEmpty)
        {
            int end = _rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? [] : _rest[(end + 1)..];
            int space = line.IndexOf((byte)' ');
            if (space <= 0 || !Utf8Parser.TryParse(line[(space + 1)..], out value, out int used) || used != line.Length - space - 1)
                continue;
            key = line[..space];
            return true;
        }

        key = [];
        value = 0;
        return false;
    }
}
