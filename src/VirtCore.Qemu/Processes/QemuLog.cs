using System.Text;
using VirtCore.Interop;

namespace VirtCore.Qemu;

/// <summary>The last words of a QEMU: the end of the log that its standard output and error go to.</summary>
internal static class QemuLog
{
    private const int TailBytes = 4096;
    private const int TailLines = 8;

    /// <summary>The last lines, one after another, or an empty text when it said nothing.</summary>
    public static string ReadTail(string directory)
    {
        try
        {
            using FileStream log = new(Path.Combine(directory, DomainDirectory.LogFile), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            log.Seek(-Math.Min(TailBytes, log.Length), SeekOrigin.End);
            byte[] tail = new byte[TailBytes];
            int length = log.ReadAtLeast(tail, TailBytes, throwOnEndOfStream: false);
            string[] lines = Encoding.UTF8.GetString(tail, 0, length).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return string.Join('\n', lines.TakeLast(TailLines));
        }
        catch (IOException)
        {
            return ""; // the directory is gone: a clean-up was faster
        }
    }

    public static SafeFileDescriptor Create(DomainDirectory directory) =>
        DirectoryFile.OpenForAppend(directory.Handle, DomainDirectory.LogFile);
}
