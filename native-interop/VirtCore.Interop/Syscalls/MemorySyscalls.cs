using System.Runtime.InteropServices;

namespace VirtCore.Interop;

/// <summary>System calls about memory with what Tmds.LibC lacks.</summary>
internal static unsafe partial class MemorySyscalls
{
    public const int MADV_DONTNEED = 4;
    public const int MADV_HUGEPAGE = 14;
    public const int MADV_DONTDUMP = 16;
    public const int MADV_POPULATE_WRITE = 23; // Linux 5.14

    // https://man7.org/linux/man-pages/man2/madvise.2.html
    [LibraryImport("libc", SetLastError = true)]
    public static partial int madvise(void* addr, nuint length, int advice);
}
