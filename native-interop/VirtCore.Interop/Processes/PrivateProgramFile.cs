using System.Runtime.InteropServices;
using System.Text;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>A program in a file of its own, in a directory that only its user can enter. Dispose removes both; who runs it already keeps it.</summary>
internal sealed class PrivateProgramFile : IDisposable
{
    private const string Name = "virtcore-guard";
    private readonly string _directory;

    private PrivateProgramFile(string directory)
    {
        _directory = directory;
        FileName = Path.Combine(directory, Name);
    }

    public string FileName { get; }

    /// <exception cref="KernelException">The directory could not be made.</exception>
    public static PrivateProgramFile Create(string parent, ReadOnlySpan<byte> program)
    {
        var file = new PrivateProgramFile(MakeDirectory(Path.Combine(parent, "virtcore-XXXXXX")));
        try
        {
            using SafeFileDescriptor directory = DirectoryFile.OpenDirectory(file._directory);
            using SafeFileDescriptor content = DirectoryFile.Open(directory, Name, O_WRONLY | O_CREAT | O_EXCL, mode: 0x1C0 /* 0700 */)!;
            DirectoryFile.WriteAll(content, program, file.FileName);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        File.Delete(FileName);
        Directory.Delete(_directory);
    }

    private static unsafe string MakeDirectory(string template)
    {
        byte[] path = Encoding.UTF8.GetBytes(template + '\0');
        // SAFETY: mkdtemp rewrites the six X of the NUL-terminated array in place.
        fixed (byte* bytes = path)
        {
            if (ProcessSyscalls.mkdtemp(bytes) is null)
                throw new KernelException("mkdtemp", Marshal.GetLastPInvokeError(), template);
        }

        return Encoding.UTF8.GetString(path.AsSpan(..^1));
    }
}
