using System.Text.Json;
using System.Text.Json.Nodes;

namespace VirtCore.Tests.Recorded;

/// <summary>Makes replies and events with every member that a recorded schema promises.</summary>
internal sealed class SchemaSamples
{
    private const int MaxDepth = 6;

    private readonly Dictionary<string, JsonElement> _entries;

    public SchemaSamples(string version) =>
        _entries = RecordedQemu.SchemaElement(version).EnumerateArray().ToDictionary(entry => entry.GetProperty("name").GetString()!);

    public IEnumerable<string[]> Enumerations =>
        _entries.Values.Where(entry => entry.GetProperty("meta-type").GetString() == "enum")
            .Select(entry => entry.GetProperty("values").EnumerateArray().Select(value => value.GetString()!).ToArray());

    public bool Has(string name) => _entries.ContainsKey(name);

    /// <summary>The reply to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="variant">Which variant of each object with variants, counted around.</param>
    public JsonNode? Reply(string command, int variant) => Make(_entries[command].GetProperty("ret-type").GetString()!, "", variant, 0);

    public JsonNode? Data(string eventName, int variant) => Make(_entries[eventName].GetProperty("arg-type").GetString()!, "", variant, 0);

    private JsonNode? Make(string type, string name, int variant, int depth)
    {
        JsonElement entry = _entries[type];
        switch (entry.GetProperty("meta-type").GetString())
        {
            case "builtin":
                return entry.GetProperty("json-type").GetString() switch
                {
                    "string" => name == "UUID" ? "0f8fad5b-d9cb-469f-a165-70867728950e" : "text",
                    "int" => 7,
                    "number" => 1.5,
                    "boolean" => true,
                    "null" => null,
                    _ => name == "props" ? new JsonObject { ["any-feature"] = true } : "anything",
                };
            case "enum":
                return entry.GetProperty("values").EnumerateArray().Last().GetString();
            case "array":
                return depth > MaxDepth ? new JsonArray() : new JsonArray(Make(entry.GetProperty("element-type").GetString()!, name, variant, depth + 1));
            case "alternate":
                return Make(entry.GetProperty("members")[0].GetProperty("type").GetString()!, name, variant, depth + 1);
            default:
                var made = new JsonObject();
                Fill(made, entry, variant, depth);
                return made;
        }
    }

    private void Fill(JsonObject made, JsonElement entry, int variant, int depth)
    {
        foreach (JsonElement member in entry.GetProperty("members").EnumerateArray())
        {
            if (depth > MaxDepth && member.TryGetProperty("default", out _))
                continue;
            string name = member.GetProperty("name").GetString()!;
            made[name] = Make(member.GetProperty("type").GetString()!, name, variant, depth + 1);
        }

        if (!entry.TryGetProperty("variants", out JsonElement variants))
            return;
        JsonElement chosen = variants[variant % variants.GetArrayLength()];
        made[entry.GetProperty("tag").GetString()!] = chosen.GetProperty("case").GetString();
        Fill(made, _entries[chosen.GetProperty("type").GetString()!], variant, depth + 1);
    }
}
