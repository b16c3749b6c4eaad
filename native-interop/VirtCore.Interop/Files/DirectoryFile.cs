using System.Runtime.InteropServices;
using System.Text;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>Files in a directory that is held open, so that nobody can swap the directory in between.</summary>
internal static partial class DirectoryFile
{
    /// <summary>What the name of a file ends with that is being written and will be renamed.</summary>
    public const string TemporarySuffix = ".tmp";

    /// <summary>Opens a directory.</summary>
    /// <exception cref="KernelException">ENOENT, EACCES, ENOTDIR.</exception>
    public static unsafe SafeFileDescriptor OpenDirectory(string path)
    {
        // SAFETY: the path is NUL-terminated and outlives the call.
        fixed (byte* bytes = Terminated(path))
        {
            int descriptor = open(bytes, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
            return descriptor >= 0 ? new SafeFileDescriptor(descriptor) : throw new KernelException("open the directory", errno, path);
        }
    }

    /// <summary>Opens a file in a directory, without following a symbolic link.</summary>
    /// <returns>Null when it is not there and <paramref name="flags"/> do not create it.</returns>
    public static unsafe SafeFileDescriptor? Open(SafeFileDescriptor directory, string name, int flags, int mode = 0)
    {
        using var lease = new DescriptorLease(directory);
        // SAFETY: the name is NUL-terminated and outlives the call.
        fixed (byte* bytes = Terminated(name))
        {
            int descriptor = openat(lease.Number, bytes, flags | O_CLOEXEC | O_NOFOLLOW, (ushort)mode);
            if (descriptor >= 0)
                return new SafeFileDescriptor(descriptor);
            int error = errno;
            return error == ENOENT && (flags & O_CREAT) == 0 ? null : throw new KernelException("open the file", error, name);
        }
    }

    /// <summary>Opens a file for appending, mode 0600, and makes it when it is not there.</summary>
    public static SafeFileDescriptor OpenForAppend(SafeFileDescriptor directory, string name) =>
        Open(directory, name, O_WRONLY | O_CREAT | O_APPEND, mode: 0x180 /* 0600 */)!;

    /// <summary>Opens a lock file, mode 0600, and makes it when it is not there.</summary>
    public static SafeFileDescriptor OpenLock(SafeFileDescriptor directory, string name) =>
        Open(directory, name, O_RDWR | O_CREAT, mode: 0x180 /* 0600 */)!;

    /// <summary>Replaces a file durably: write a temporary one, fsync, rename, fsync of the directory.</summary>
    /// <remarks>
    /// When it returns, the new content is on disk; when the machine dies before, the old content is. On failure (ENOSPC, EDQUOT, EROFS, EIO)
    /// the old content stays and the temporary file is removed.
    /// </remarks>
    public static void WriteDurably(SafeFileDescriptor directory, string name, ReadOnlySpan<byte> content)
    {
        string temporary = name + TemporarySuffix;
        bool written = false;
        try
        {
            using (SafeFileDescriptor file = Open(directory, temporary, O_WRONLY | O_CREAT | O_TRUNC, mode: 0x180 /* 0600 */)!)
            {
                WriteAll(file, content, name);
                Sync(file, name);
            }

            Rename(directory, temporary, name);
            written = true;
            Sync(directory, name);
        }
        finally
        {
            if (!written)
                Unlink(directory, temporary);
        }
    }

    /// <summary>Writes a file that need not survive the machine's death, only this process's.</summary>
    public static void Write(SafeFileDescriptor directory, string name, ReadOnlySpan<byte> content)
    {
        using SafeFileDescriptor file = Open(directory, name, O_WRONLY | O_CREAT | O_TRUNC, mode: 0x180 /* 0600 */)!;
        WriteAll(file, content, name);
    }

    /// <summary>Reads a small file whole. Null when it is not there.</summary>
    /// <exception cref="InvalidDataException">It is longer than <paramref name="limit"/> bytes.</exception>
    public static unsafe byte[]? Read(SafeFileDescriptor directory, string name, int limit)
    {
        using SafeFileDescriptor? file = Open(directory, name, O_RDONLY);
        if (file is null)
            return null;
        using var lease = new DescriptorLease(file);
        byte[] buffer = new byte[limit + 1];
        int length = 0;
        // SAFETY: read never writes beyond the rest of the pinned array.
        fixed (byte* bytes = buffer)
        {
            while (length < buffer.Length)
            {
                ssize_t count = read(lease.Number, bytes + length, buffer.Length - length);
                if (count < 0 && errno == EINTR)
                    continue;
                if (count < 0)
                    throw new KernelException("read", errno, name);
                if (count == 0)
                    return buffer[..length];
                length += (int)count;
            }
        }

        throw new InvalidDataException($"\"{name}\" is longer than {limit} bytes; it is not a file of VirtCore's.");
    }

    /// <summary>Removes a file. False when there was none.</summary>
    public static unsafe bool Unlink(SafeFileDescriptor directory, string name)
    {
        using var lease = new DescriptorLease(directory);
        // SAFETY: the name is NUL-terminated and outlives the call.
        fixed (byte* bytes = Terminated(name))
        {
            if (unlinkat(lease.Number, bytes, 0) == 0)
                return true;
            int error = errno;
            return error == ENOENT ? false : throw new KernelException("unlink", error, name);
        }
    }

    /// <summary>Whether a name in a directory still stands for an open file.</summary>
    public static unsafe bool IsSameFile(SafeFileDescriptor directory, string name, SafeFileDescriptor file)
    {
        using SafeFileDescriptor? named = Open(directory, name, O_RDONLY);
        if (named is null)
            return false;
        using var first = new DescriptorLease(named);
        using var second = new DescriptorLease(file);
        stat one, other;
        // SAFETY: both structs are whole and on the stack.
        return fstat(first.Number, &one) == 0 && fstat(second.Number, &other) == 0
            && (ulong)one.st_ino == (ulong)other.st_ino && (ulong)one.st_dev == (ulong)other.st_dev;
    }

    /// <summary>Writes a directory's entries to disk, so that a removal lasts.</summary>
    public static void SyncDirectory(SafeFileDescriptor directory) => Sync(directory, "the directory");

    /// <summary>Takes an exclusive lock on an open file, at once. It goes with the last descriptor of that open file.</summary>
    /// <returns>False when another open file holds it.</returns>
    public static bool TryLock(SafeFileDescriptor file)
    {
        using var lease = new DescriptorLease(file);
        if (flock(lease.Number, LOCK_EX | LOCK_NB) == 0)
            return true;
        int error = Marshal.GetLastPInvokeError();
        return error == EAGAIN ? false : throw new KernelException("flock", error);
    }

    private const int LOCK_EX = 2;
    private const int LOCK_NB = 4;

    // https://man7.org/linux/man-pages/man2/flock.2.html; Tmds.LibC has only fcntl's record locks.
    [LibraryImport("libc", SetLastError = true)]
    private static partial int flock(int fd, int operation);

    /// <summary>Writes all of it, however many calls that takes.</summary>
    public static unsafe void WriteAll(SafeFileDescriptor file, ReadOnlySpan<byte> content, string name)
    {
        using var lease = new DescriptorLease(file);
        // SAFETY: write never reads beyond the rest of the pinned span.
        fixed (byte* bytes = content)
        {
            for (int done = 0; done < content.Length;)
            {
                ssize_t count = write(lease.Number, bytes + done, content.Length - done);
                if (count >= 0)
                    done += (int)count;
                else if (errno != EINTR)
                    throw new KernelException("write", errno, name);
            }
        }
    }

    private static void Sync(SafeFileDescriptor file, string name)
    {
        using var lease = new DescriptorLease(file);
        if (fsync(lease.Number) != 0)
            throw new KernelException("fsync", errno, name);
    }

    // Tmds.LibC lacks renameat; rename(2) relative to a held directory.
    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int renameat(int olddirfd, byte* oldpath, int newdirfd, byte* newpath);

    private static unsafe void Rename(SafeFileDescriptor directory, string from, string to)
    {
        using var lease = new DescriptorLease(directory);
        // SAFETY: both names are NUL-terminated and outlive the call.
        fixed (byte* source = Terminated(from), target = Terminated(to))
        {
            if (renameat(lease.Number, source, lease.Number, target) != 0)
                throw new KernelException("rename", Marshal.GetLastPInvokeError(), to);
        }
    }

    private static byte[] Terminated(string text) => Encoding.UTF8.GetBytes(text + '\0');
}
