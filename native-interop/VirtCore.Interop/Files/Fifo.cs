using System.Text;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>Named pipes.</summary>
internal static class Fifo
{
    /// <summary>Makes a named pipe that its owner alone can open. See <see href="https://man7.org/linux/man-pages/man3/mkfifo.3.html">mkfifo(3)</see>.</summary>
    /// <exception cref="KernelException">EEXIST, EACCES, ENOSPC, EROFS, or EPERM where the file system has no named pipes.</exception>
    public static unsafe void Create(string path)
    {
        // SAFETY: the path is NUL-terminated and outlives the call.
        fixed (byte* bytes = Encoding.UTF8.GetBytes(path + '\0'))
        {
            if (mkfifo(bytes, 0x180 /* 0600 */) != 0)
                throw new KernelException("mkfifo", errno, path);
        }
    }
}
