using System.Text;

namespace VirtCore.Tests.Recorded;

/// <summary>What the control files of real kernels said; record.sh beside this file recorded them.</summary>
internal static class RecordedCgroups
{
    private const string Head = "=== ";

    public static string[] Kernels => ["linux-6.1", "linux-7.3"];

    /// <summary>The files of one kernel by <c>/GROUP/FILE</c>, as they were.</summary>
    public static Dictionary<string, byte[]> Load(string kernel)
    {
        using Stream stream = typeof(RecordedCgroups).Assembly.GetManifestResourceStream($"cgroups/{kernel}")!;
        using var reader = new StreamReader(stream);
        var files = new Dictionary<string, byte[]>();
        foreach (string section in reader.ReadToEnd().TrimEnd('\n').Split('\n' + Head)[1..])
        {
            // A file without a byte has no line end behind its name either.
            int end = section.IndexOf('\n', StringComparison.Ordinal);
            files[end < 0 ? section : section[..end]] = Encoding.UTF8.GetBytes(end < 0 ? "" : section[(end + 1)..] + '\n');
        }

        return files;
    }
}
