using VirtCore.Interop;
using static Tmds.Linux.LibC;

namespace VirtCore.Host;

/// <summary>The files of this host.</summary>
internal sealed class RootFiles : HostFiles
{
    public override byte[]? Read(string path)
    {
        try
        {
            // To its end: in /proc files have a size of 0, in /sys one of 4096, whatever is in them.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            using var content = new MemoryStream();
            file.CopyTo(content);
            return content.ToArray();
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public override IReadOnlyList<string> List(string directory)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(directory).Select(static path => Path.GetFileName(path))];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    public override bool Exists(string path) => Path.Exists(path);

    public override int AccessError(string path) => KernelFeatures.Access(path, R_OK | W_OK);
}
