using System.Runtime.InteropServices;

namespace VirtCore.Interop;

/// <summary>Names and texts of the kernel's error numbers, as the C library knows them.</summary>
internal static partial class ErrnoNames
{
    public static unsafe string NameOf(int errno)
    {
        try
        {
            // SAFETY: the C library answers a static string, or null for a number that it does not know.
            return Marshal.PtrToStringUTF8((nint)strerrorname_np(errno)) ?? $"errno {errno}";
        }
        catch (EntryPointNotFoundException)
        {
            return $"errno {errno}"; // a C library without the GNU extension
        }
    }

    public static string TextOf(int errno) => Marshal.GetPInvokeErrorMessage(errno);

    // https://man7.org/linux/man-pages/man3/strerror.3.html, glibc 2.32
    [LibraryImport("libc")]
    private static unsafe partial byte* strerrorname_np(int errnum);
}
