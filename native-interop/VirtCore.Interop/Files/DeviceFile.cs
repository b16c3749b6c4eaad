using System.Text;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>Device files.</summary>
internal static class DeviceFile
{
    private const int S_IFMT = 0xF000;
    private const int S_IFBLK = 0x6000;

    /// <summary>The numbers of a block device. See <see href="https://man7.org/linux/man-pages/man3/makedev.3.html">makedev(3)</see>.</summary>
    /// <exception cref="KernelException">ENOENT, EACCES, or ENOTBLK when it is none.</exception>
    public static unsafe (int Major, int Minor) BlockDeviceOf(string path)
    {
        stat status;
        // SAFETY: the path is NUL-terminated and outlives the call; the struct is whole.
        fixed (byte* bytes = Encoding.UTF8.GetBytes(path + '\0'))
        {
            if (stat(bytes, &status) != 0)
                throw new KernelException("stat", errno, path);
        }

        if (((int)(uint)status.st_mode & S_IFMT) != S_IFBLK)
            throw new KernelException("stat", ENOTBLK, path, "It is no block device.");
        ulong device = (ulong)status.st_rdev;
        return ((int)(((device >> 8) & 0xFFF) | ((device >> 32) & 0xFFFFF000)), (int)((device & 0xFF) | ((device >> 12) & 0xFFFFFF00)));
    }
}
