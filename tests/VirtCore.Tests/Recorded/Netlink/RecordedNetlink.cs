using System.Text.Json;

namespace VirtCore.Tests.Recorded;

/// <summary>What a kernel and iproute2 said over netlink; README.md beside this file tells how it was recorded.</summary>
/// <param name="Kernel">Which kernel: the folder.</param>
/// <param name="Name">What of: the file.</param>
/// <param name="Request">The message by which iproute2 made it; empty where it used an ioctl.</param>
/// <param name="Answer">The kernel's datagrams.</param>
/// <param name="Said">What iproute2 read in them; undefined where it was not asked, or has no JSON for it.</param>
/// <param name="Text">The same for people, where it has no JSON; else empty.</param>
internal sealed record RecordedNetlink(string Kernel, string Name, byte[] Request, byte[][] Answer, JsonElement Said, string Text)
{
    private const string Head = "=== ";

    public static string[] Kernels => ["linux-6.1", "linux-7.3"];

    public static IEnumerable<RecordedNetlink> All => s_all.Value.Values;

    private static readonly Lazy<SortedDictionary<string, RecordedNetlink>> s_all = new(LoadAll);

    /// <summary>The link, address or whatever that iproute2 read; the only one, where there are several.</summary>
    public JsonElement Thing => Said.EnumerateArray().Single();

    public static RecordedNetlink Of(string kernel, string name) => s_all.Value[$"{kernel}/{name}"];

    public override string ToString() => $"{Kernel}/{Name}";

    private static SortedDictionary<string, RecordedNetlink> LoadAll()
    {
        SortedDictionary<string, RecordedNetlink> all = new(StringComparer.Ordinal);
        foreach (string resource in typeof(RecordedNetlink).Assembly.GetManifestResourceNames())
        {
            if (resource.Split('/') is ["netlink", var kernel, var name])
            {
                using var reader = new StreamReader(typeof(RecordedNetlink).Assembly.GetManifestResourceStream(resource)!);
                all.Add($"{kernel}/{name}", Parse(kernel, name, reader.ReadToEnd()));
            }
        }

        return all;
    }

    private static RecordedNetlink Parse(string kernel, string name, string text)
    {
        Dictionary<string, string> sections = text.Split('\n' + Head)[1..].ToDictionary(
            static section => section[..section.IndexOf('\n', StringComparison.Ordinal)], static section => section[(section.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        return new RecordedNetlink(kernel, name, Bytes(sections.GetValueOrDefault("request", "")), [.. sections["answer"].Split("\n\n").Select(Bytes)],
            sections.TryGetValue("said", out string? said) ? JsonElement.Parse(said) : default, sections.GetValueOrDefault("text", ""));
    }

    private static byte[] Bytes(string lines) => Convert.FromHexString(lines.Replace("\n", "", StringComparison.Ordinal));
}
