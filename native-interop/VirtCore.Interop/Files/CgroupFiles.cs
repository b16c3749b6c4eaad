using System.Runtime.InteropServices;
using System.Text;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>Files and directories of a cgroup2 file system, all below a directory that is held open.</summary>
/// <remarks>Answers are errnos: what they mean for a cgroup, the caller knows. Reading a file that is kept open allocates nothing.</remarks>
internal static unsafe class CgroupFiles
{
    public const nint CGROUP2_SUPER_MAGIC = 0x63677270;

    /// <summary>Opens a directory by its absolute path: the one that all others are below.</summary>
    public static SafeFileDescriptor? TryOpenRoot(string path, out int error)
    {
        // SAFETY: the path is NUL-terminated and outlives the call.
        fixed (byte* bytes = Encoding.UTF8.GetBytes(path + '\0'))
        {
            int descriptor = open(bytes, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
            error = descriptor < 0 ? errno : 0;
            return descriptor < 0 ? null : new SafeFileDescriptor(descriptor);
        }
    }

    /// <summary>Whether a directory is in a cgroup2 file system.</summary>
    public static bool IsCgroup2(SafeHandle directory)
    {
        using var lease = new DescriptorLease(directory);
        nint* system = stackalloc nint[ProcessSyscalls.StatfsRoom];
        // SAFETY: the buffer is larger than struct statfs, which begins with f_type.
        return ProcessSyscalls.fstatfs(lease.Number, system) == 0 && system[0] == CGROUP2_SUPER_MAGIC;
    }

    /// <summary>Opens a directory below another. Null with the errno.</summary>
    public static SafeFileDescriptor? TryOpenDirectory(SafeHandle directory, ReadOnlySpan<char> path, out int error) =>
        BeneathFile.TryOpen(directory, path, O_RDONLY | O_DIRECTORY, out error);

    /// <summary>Opens a file for reading, to be kept. Null with the errno.</summary>
    public static SafeFileDescriptor? TryOpenForRead(SafeHandle directory, ReadOnlySpan<char> file, out int error) =>
        BeneathFile.TryOpen(directory, file, O_RDONLY, out error);

    /// <summary>Opens a file for reading and writing, to be kept: a pressure trigger lives as long as its file. Null with the errno.</summary>
    public static SafeFileDescriptor? TryOpenForWrite(SafeHandle directory, ReadOnlySpan<char> file, out int error) =>
        BeneathFile.TryOpen(directory, file, O_RDWR | O_NONBLOCK, out error);

    /// <summary>Reads from the file's begin: the kernel makes its text anew. The number of bytes, or the negative errno (ENODEV: the cgroup is gone).</summary>
    public static int Read(SafeHandle file, Span<byte> buffer, long offset = 0)
    {
        using var lease = new DescriptorLease(file);
        // SAFETY: pread never writes beyond the pinned span.
        fixed (byte* bytes = buffer)
        {
            nint length = FileSyscalls.pread(lease.Number, bytes, (nuint)buffer.Length, offset);
            if (length >= 0)
                return (int)length;
            while (true)
            {
                ssize_t count = pread(lease.Number, bytes, buffer.Length, offset);
                if (count >= 0)
                    return (int)count;
                if (errno != EINTR)
                    return -errno;
            }
        }
    }

    /// <summary>Reads a file that is not kept. The number of bytes, or the negative errno.</summary>
    public static int Read(SafeHandle directory, ReadOnlySpan<char> file, Span<byte> buffer)
    {
        using SafeFileDescriptor? opened = TryOpenForRead(directory, file, out int error);
        return opened is null ? -error : Read(opened, buffer);
    }

    /// <summary>Writes a value, in one call as the kernel wants it. 0 or the errno.</summary>
    public static int Write(SafeHandle file, ReadOnlySpan<byte> value)
    {
        using var lease = new DescriptorLease(file);
        // SAFETY: write never reads beyond the pinned span.
        fixed (byte* bytes = value)
        {
            ssize_t count;
            do
                count = write(lease.Number, bytes, value.Length);
            while (count < 0 && errno == EINTR);
            return count < 0 ? errno : 0;
        }
    }

    /// <summary>Writes a value to a file that is not kept. 0 or the errno.</summary>
    public static int Write(SafeHandle directory, ReadOnlySpan<char> file, ReadOnlySpan<byte> value)
    {
        using SafeFileDescriptor? opened = BeneathFile.TryOpen(directory, file, O_WRONLY, out int error);
        return opened is null ? error : Write(opened, value);
    }

    /// <summary>Makes a directory. 0 or the errno.</summary>
    public static int MakeDirectory(SafeHandle directory, string name)
    {
        using var lease = new DescriptorLease(directory);
        // SAFETY: the name is NUL-terminated and outlives the call.
        fixed (byte* bytes = Encoding.UTF8.GetBytes(name + '\0'))
            return mkdirat(lease.Number, bytes, 0x1ED /* 0755 */) == 0 ? 0 : errno;
    }

    /// <summary>Removes a directory. 0 or the errno: EBUSY when something lives in it or below it.</summary>
    public static int RemoveDirectory(SafeHandle directory, string name)
    {
        using var lease = new DescriptorLease(directory);
        // SAFETY: the name is NUL-terminated and outlives the call.
        fixed (byte* bytes = Encoding.UTF8.GetBytes(name + '\0'))
            return unlinkat(lease.Number, bytes, AT_REMOVEDIR) == 0 ? 0 : errno;
    }

    /// <summary>The names of the directories in a directory; none when it is gone.</summary>
    public static List<string> Directories(SafeHandle directory)
    {
        using var lease = new DescriptorLease(directory);
        try
        {
            return [.. System.IO.Directory.EnumerateDirectories($"/proc/self/fd/{lease.Number}/").Select(static path => Path.GetFileName(path))];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>A number that the kernel gives a directory for as long as it is there, and who owns it.</summary>
    public static bool TryIdentify(SafeHandle file, out ulong inode, out uint owner)
    {
        using var lease = new DescriptorLease(file);
        stat status;
        // SAFETY: the struct is whole and on the stack.
        bool known = fstat(lease.Number, &status) == 0;
        (inode, owner) = known ? ((ulong)status.st_ino, (uint)status.st_uid) : (0ul, 0u);
        return known;
    }

    /// <summary>Opens a file as a place, without reading or writing it. Null with the errno.</summary>
    public static SafeFileDescriptor? TryOpenPath(SafeHandle directory, ReadOnlySpan<char> file, out int error) =>
        BeneathFile.TryOpen(directory, file, O_PATH, out error);

    /// <summary>Changes the owner of what is open, be it as a place alone. 0 or the errno.</summary>
    public static int ChangeOwner(SafeHandle file, uint user, uint group)
    {
        using var lease = new DescriptorLease(file);
        byte nothing = 0;
        // SAFETY: the empty name is NUL-terminated: it stands for the descriptor itself.
        return fchownat(lease.Number, &nothing, user, group, AT_EMPTY_PATH) == 0 ? 0 : errno;
    }

    /// <summary>Whether an extended attribute of a directory is "1", as systemd marks what it delegates.</summary>
    public static bool HasMark(SafeHandle directory, string attribute)
    {
        using var lease = new DescriptorLease(directory);
        byte value;
        // SAFETY: the name is NUL-terminated; one byte of room, and longer values are ERANGE.
        fixed (byte* name = Encoding.UTF8.GetBytes(attribute + '\0'))
            return FileSyscalls.fgetxattr(lease.Number, name, &value, 1) == 1 && value == (byte)'1';
    }
}
