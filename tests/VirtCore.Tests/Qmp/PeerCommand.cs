using System.Text.Json;

namespace VirtCore.Tests.Qmp;

/// <summary>A command as a peer sees it.</summary>
internal sealed record PeerCommand(string Name, string Id, string Arguments, bool OutOfBand)
{
    public static PeerCommand Parse(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        using var document = JsonDocument.ParseValue(ref reader);
        JsonElement root = document.RootElement;
        bool outOfBand = root.TryGetProperty("exec-oob", out JsonElement name);
        if (!outOfBand)
            name = root.GetProperty("execute");
        string arguments = root.TryGetProperty("arguments", out JsonElement given) ? given.GetRawText() : "{}";
        return new PeerCommand(name.GetString()!, root.GetProperty("id").GetRawText(), arguments, outOfBand);
    }
}
