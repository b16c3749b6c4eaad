using System.Globalization;
using System.Text;

namespace VirtCore.Tool.Guest;

/// <summary>Writes an initial RAM file system for a Linux kernel: a cpio archive in the "newc" format, uncompressed.</summary>
/// <remarks>
/// A directory comes before what is in it. All belongs to root, with the time 0, so the same content gives the same bytes. See
/// <see href="https://docs.kernel.org/driver-api/early-userspace/buffer-format.html">initramfs buffer format</see>.
/// </remarks>
internal sealed class InitramfsWriter(Stream output) : IDisposable
{
    private const int HeaderLength = 110;

    // The kinds of inode, from stat(2).
    private const uint S_IFCHR = 0x2000;
    private const uint S_IFDIR = 0x4000;
    private const uint S_IFREG = 0x8000;
    private const uint S_IFLNK = 0xA000;

    private uint _inode;
    private bool _finished;

    public void AddDirectory(string path, UnixFileMode mode) => Add(path, S_IFDIR | (uint)mode, []);

    public void AddFile(string path, UnixFileMode mode, ReadOnlySpan<byte> content) => Add(path, S_IFREG | (uint)mode, content);

    /// <summary>Copies a file of the host's.</summary>
    public void AddFile(string path, UnixFileMode mode, FileStream content)
    {
        long length = content.Length - content.Position;
        WriteHeader(path, S_IFREG | (uint)mode, length, 0, 0);
        content.CopyTo(output);
        Pad(length);
    }

    public void AddSymbolicLink(string path, string target) => Add(path, S_IFLNK | 0x1FF, Encoding.UTF8.GetBytes(target));

    public void AddCharacterDevice(string path, UnixFileMode mode, uint major, uint minor) =>
        WriteHeader(path, S_IFCHR | (uint)mode, 0, major, minor);

    /// <summary>Ends the archive. The stream stays open.</summary>
    public void Dispose()
    {
        if (_finished)
            return;
        _finished = true;
        WriteHeader("TRAILER!!!", 0, 0, 0, 0);
        output.Flush();
    }

    private void Add(string path, uint mode, ReadOnlySpan<byte> content)
    {
        WriteHeader(path, mode, content.Length, 0, 0);
        output.Write(content);
        Pad(content.Length);
    }

    private void WriteHeader(string path, uint mode, long length, uint major, uint minor)
    {
        if (path.StartsWith('/'))
            throw new ArgumentException($"\"{path}\" is absolute; names in the archive are relative to its root.", nameof(path));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, uint.MaxValue);
        int nameLength = Encoding.UTF8.GetByteCount(path) + 1;
        const uint Links = 1;

        // Magic, then 13 numbers of 8 digits: inode, mode, uid, gid, links, time, length, device (2), special device (2), name, checksum.
        string header = string.Create(
            CultureInfo.InvariantCulture,
            $"070701{++_inode:X8}{mode:X8}{0:X8}{0:X8}{Links:X8}{0:X8}{length:X8}{0:X8}{0:X8}{major:X8}{minor:X8}{nameLength:X8}{0:X8}{path}\0");
        output.Write(Encoding.UTF8.GetBytes(header));
        Pad(HeaderLength + nameLength);
    }

    // Names and contents end at multiples of four.
    private void Pad(long length)
    {
        ReadOnlySpan<byte> zeros = [0, 0, 0];
        output.Write(zeros[..(int)(-length & 3)]);
    }
}
