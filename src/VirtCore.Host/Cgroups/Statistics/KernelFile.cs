using System.Text;
using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>Reads small files of the kernel's whole.</summary>
internal static class KernelFile
{
    private const int FirstRoom = 8192; // every file of a cgroup's fits; those with a line a disk may grow
    private const int MostRoom = 1 << 22;

    [ThreadStatic]
    private static byte[]? t_buffer;

    /// <summary>Reads a file that is kept open, from its begin, in one call: the kernel makes the text in one go only then.</summary>
    /// <param name="file">The file.</param>
    /// <param name="text">What it says, until this thread reads the next.</param>
    /// <returns>0 or the errno.</returns>
    /// <exception cref="InvalidDataException">It is longer than 4 MiB.</exception>
    public static int Read(SafeFileDescriptor file, out ReadOnlySpan<byte> text)
    {
        byte[] buffer = t_buffer ??= new byte[FirstRoom];
        while (true)
        {
            int length = CgroupFiles.Read(file, buffer);
            text = buffer.AsSpan(0, Math.Max(length, 0));
            if (length < buffer.Length)
                return length < 0 ? -length : 0;
            if (buffer.Length == MostRoom)
                throw new InvalidDataException("A file of a cgroup's is longer than 4 MiB.");
            t_buffer = buffer = new byte[buffer.Length * 2];
        }
    }

    /// <summary>The exception for a text that is not in the form that the kernel documents.</summary>
    public static InvalidDataException Malformed(string file, ReadOnlySpan<byte> text) =>
        new($"{file} is not in the form that the kernel documents: \"{Encoding.UTF8.GetString(text[..Math.Min(text.Length, 200)]).TrimEnd('\n')}\".");
}
