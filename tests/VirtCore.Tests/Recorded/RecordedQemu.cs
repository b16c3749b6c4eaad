using System.Text;
using System.Text.Json;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.Tests.Recorded;

/// <summary>What libvirt's test suite recorded of QEMU 6.2 to 10.0.</summary>
internal static class RecordedQemu
{
    public static string[] Versions => ["6.2.0", "7.2.0", "8.2.0", "9.2.0", "10.0.0"];

    /// <summary>A conversation: commands and their answers by turns.</summary>
    /// <remarks>The recordings are another project's, so they lie beside this repository, not in it.</remarks>
    public static List<JsonElement> Load(string version)
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !Directory.Exists(Path.Combine(directory, "shared", "corpus", "qemu-replies")))
            directory = Path.GetDirectoryName(directory);
        Assert.SkipWhen(directory is null, "shared/corpus/qemu-replies is not beside the repository");
        string text = File.ReadAllText(Path.Combine(directory!, "shared", "corpus", "qemu-replies", $"qemu-{version}-x86_64.replies"));
        return [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(d => JsonElement.Parse(Encoding.UTF8.GetBytes(d)))];
    }

    /// <summary>The answer to query-qmp-schema, as it was sent.</summary>
    public static byte[] SchemaOf(string version) => Encoding.UTF8.GetBytes(SchemaElement(version).GetRawText());

    public static JsonElement SchemaElement(string version)
    {
        List<JsonElement> documents = Load(version);
        int command = documents.FindIndex(d => d.TryGetProperty("execute", out JsonElement name) && name.GetString() == "query-qmp-schema");
        return documents[command + 1].GetProperty("return");
    }

    public static QmpSchema Schema(string version)
    {
        var reader = new Utf8JsonReader(SchemaOf(version));
        reader.Read();
        return SchemaReader.Read(ref reader);
    }
}
