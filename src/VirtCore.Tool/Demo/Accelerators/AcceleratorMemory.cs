using System.Globalization;
using System.Text.Json;

namespace VirtCore.Tool.Demo;

/// <summary>What a probe found out, kept for as long as nothing that it depends on has changed.</summary>
/// <param name="Key">What it depends on.</param>
/// <param name="KvmBoots">Whether KVM booted the guest.</param>
/// <param name="ProbedAt">When that was tried.</param>
internal sealed record AcceleratorMemory(string Key, bool KvmBoots, DateTimeOffset ProbedAt)
{
    /// <summary>Where it is kept: beside what eng/demo unpacks for the guest.</summary>
    public static string DefaultPath { get; } = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache : Path.Combine(Home, ".cache"), "virtcore", "accelerator.json");

    private static string Home => Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? home : "/root";

    /// <summary>Everything that decides whether KVM boots the guest, as far as it can be seen without trying.</summary>
    public static string KeyOf(string kernelRelease, bool hasDevice, params ReadOnlySpan<string> files)
    {
        List<string> parts = [kernelRelease, hasDevice ? "/dev/kvm" : "no /dev/kvm"];
        foreach (string file in files)
        {
            var info = new FileInfo(file);
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{file} {info.Length} {info.LastWriteTimeUtc:O}"));
        }

        return string.Join('\n', parts);
    }

    /// <summary>What is remembered under a key; null when nothing is, or when the file is not to be read.</summary>
    public static AcceleratorMemory? Recall(string path, string key)
    {
        try
        {
            AcceleratorMemory? memory = JsonSerializer.Deserialize(File.ReadAllBytes(path), DemoJson.Default.AcceleratorMemory);
            return memory?.Key == key ? memory : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps it. A cache that cannot be written costs the next run a probe, and nothing else.</summary>
    public void Keep(string path)
    {
        string temporary = $"{path}.{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(this, DemoJson.Default.AcceleratorMemory));
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nothing to be done.
        }
    }
}
