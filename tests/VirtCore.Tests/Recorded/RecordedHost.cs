using System.IO.Compression;
using System.Text;
using VirtCore.Host;
using VirtCore.Interop;
using Xunit;

namespace VirtCore.Tests.Recorded;

/// <summary>The files of another host, in memory: those that are in <c>Hosts/NAME.host</c>.</summary>
/// <remarks>
/// <c>@file PATH</c> and its content, <c>@gzip PATH</c> and what to pack, <c>@dir PATH NAMES</c>, <c>@exists PATH</c>, <c>@denied PATH</c>, <c>@remove PATH</c>,
/// <c>@base NAME</c> for what another has, and <c>@kernel</c> for what the kernel answered. The first line says where it comes from.
/// </remarks>
internal sealed class RecordedHost : HostFiles
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _directories = new(StringComparer.Ordinal);
    private readonly HashSet<string> _there = new(StringComparer.Ordinal);
    private readonly HashSet<string> _denied = new(StringComparer.Ordinal);

    private RecordedHost()
    {
    }

    public static string[] Names => ["software-kvm-hybrid", "emulated-amd-unified", "amd-bare-metal", "intel-nested-off", "container", "nothing"];

    public RecordedKernel Kernel { get; private set; } = new("");

    /// <summary>Every file that has content.</summary>
    public IEnumerable<string> Paths => _files.Keys;

    /// <summary>What was read since it was cleared.</summary>
    public HashSet<string> WasRead { get; } = new(StringComparer.Ordinal);

    /// <summary>What reading a file throws instead; for one test of one file.</summary>
    public Dictionary<string, Exception> Broken { get; } = new(StringComparer.Ordinal);

    public static RecordedHost Load(string name)
    {
        using Stream? stream = typeof(RecordedHost).Assembly.GetManifestResourceStream($"host/{name}");
        Assert.NotNull(stream);
        using var reader = new StreamReader(stream);
        var host = new RecordedHost();
        host.Parse(reader.ReadToEnd());
        return host;
    }

    public HostView View() => new(this, Kernel);

    public byte[] this[string path]
    {
        get => _files[path];
        set => _files[path] = value;
    }

    public RecordedHost With(string path, string? content)
    {
        Remove(path);
        if (content is not null)
            Put(path, Encoding.UTF8.GetBytes(content));
        return this;
    }

    public RecordedHost WithKernel(string answers)
    {
        Kernel = Kernel.With(answers);
        return this;
    }

    public override byte[]? Read(string path)
    {
        WasRead.Add(path);
        if (Broken.TryGetValue(path, out Exception? broken))
            throw broken;
        return _files.GetValueOrDefault(path);
    }

    public override IReadOnlyList<string> List(string directory)
    {
        if (Broken.TryGetValue(directory, out Exception? broken))
            throw broken;
        return _directories.GetValueOrDefault(directory)
            ?? [.. _there.Where(path => path.StartsWith(directory + "/", StringComparison.Ordinal)).Select(path => path[(directory.Length + 1)..].Split('/')[0]).Distinct()];
    }

    public override bool Exists(string path) =>
        _there.Contains(path) || _there.Any(below => below.StartsWith(path + "/", StringComparison.Ordinal)) || _directories.ContainsKey(path) || _directories.Any(directory => path.StartsWith(directory.Key + "/", StringComparison.Ordinal)
            && directory.Value.Contains(path[(directory.Key.Length + 1)..]));

    public override int AccessError(string path) => _denied.Contains(path) ? Errnos.EACCES : Exists(path) ? 0 : Errnos.ENOENT;

    private void Put(string path, byte[] content)
    {
        _files[path] = content;
        _there.Add(path);
    }

    private void Remove(string path)
    {
        _files.Remove(path);
        _there.Remove(path);
    }

    private void Parse(string text)
    {
        string? path = null;
        bool packed = false;
        var content = new StringBuilder();
        Assert.StartsWith("# ", text, StringComparison.Ordinal);
        foreach (string line in text.TrimEnd('\n').Split('\n').Skip(1).Append("@end"))
        {
            if (!line.StartsWith('@'))
            {
                content.Append(line).Append('\n');
                continue;
            }

            if (path is not null)
                Put(path, packed ? Pack(content.ToString()) : Encoding.UTF8.GetBytes(content.ToString()));
            content.Clear();
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            path = words[0] is "@file" or "@gzip" ? words[1] : null;
            packed = words[0] == "@gzip";
            Obey(words);
        }
    }

    private void Obey(string[] words)
    {
        switch (words[0])
        {
            case "@base":
                RecordedHost other = Load(words[1]);
                foreach ((string path, byte[] content) in other._files)
                    Put(path, content);
                foreach ((string path, string[] names) in other._directories)
                    _directories[path] = names;
                _there.UnionWith(other._there);
                Kernel = other.Kernel;
                break;
            case "@dir":
                _directories[words[1]] = words[2..];
                break;
            case "@exists":
                _there.Add(words[1]);
                break;
            case "@denied":
                _there.Add(words[1]);
                _denied.Add(words[1]);
                break;
            case "@remove":
                Remove(words[1]);
                break;
            case "@kernel":
                Kernel = new RecordedKernel(string.Join(' ', words[1..]));
                break;
            default:
                Assert.True(words[0] is "@file" or "@gzip" or "@end", words[0]);
                break;
        }
    }

    private static byte[] Pack(string text)
    {
        using var stream = new MemoryStream();
        using (var packer = new GZipStream(stream, CompressionLevel.Fastest))
            packer.Write(Encoding.UTF8.GetBytes(text));
        return stream.ToArray();
    }
}
