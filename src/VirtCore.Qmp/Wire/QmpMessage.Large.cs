using System.Buffers.Text;

namespace VirtCore.Qmp;

internal readonly ref partial struct QmpMessage
{
    private const int LargeReply = 4096;

    // A large reply in QEMU's own order, {"return": VALUE, "id": NUMBER}, is not read twice: its outer members are taken from both ends, and the value is
    // checked by the pass that reads it. The framer has matched the last brace with the first, so what stands before the last brace, up to a quote, is outside of
    // the value. Anything unusual takes the long way.
    private static bool TryParseLargeReply(ReadOnlySpan<byte> json, out QmpMessage reply)
    {
        reply = default;
        if (json.Length < LargeReply)
            return false;
        ReadOnlySpan<byte> rest = TrimStart(json[1..]);
        if (!rest.StartsWith("\"return\""u8))
            return false;
        rest = TrimStart(rest["\"return\"".Length..]);
        if (rest[0] != ':')
            return false;
        rest = TrimEnd(rest[1..^1]);
        int digits = rest.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9') + 1;
        if (!Utf8Parser.TryParse(rest[digits..], out long id, out int read) || read != rest.Length - digits)
            return false;
        rest = TrimEnd(rest[..digits]);
        if (rest.IsEmpty || rest[^1] != ':')
            return false;
        rest = TrimEnd(rest[..^1]);
        if (!rest.EndsWith("\"id\""u8))
            return false;
        rest = TrimEnd(rest[..^4]);
        if (rest.IsEmpty || rest[^1] != ',')
            return false;
        ReadOnlySpan<byte> body = TrimEnd(TrimStart(rest[..^1]));
        if (body.IsEmpty)
            return false;
        reply = new QmpMessage(QmpMessageKind.Return, hasId: true, id, default, DateTimeOffset.UnixEpoch, body, isChecked: false);
        return true;
    }

    private static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> json) => json[Math.Max(json.IndexOfAnyExcept(" \t\r\n"u8), 0)..];

    private static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> json) => json[..(json.LastIndexOfAnyExcept(" \t\r\n"u8) + 1)];
}
