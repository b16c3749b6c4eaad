using System.Diagnostics;
using Xunit;

namespace VirtCore.LiveTests.Processes;

/// <summary>A tmpfs of 64 KiB, to be filled.</summary>
internal sealed class SmallFileSystem : IDisposable
{
    public SmallFileSystem(string path)
    {
        Path = Directory.CreateDirectory(path).FullName;
        Run("mount", "-t", "tmpfs", "-o", "size=64k", "none", path);
    }

    public string Path { get; }

    private string Filler => System.IO.Path.Combine(Path, "filler");

    public static void Require()
    {
        if (Environment.UserName != "root")
            Assert.Skip("needs root, to mount a small file system.");
    }

    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                file.Write(new byte[4096]);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void MakeRoom() => File.Delete(Filler);

    public void Dispose()
    {
        Run("umount", "--lazy", Path);
        Directory.Delete(Path);
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
