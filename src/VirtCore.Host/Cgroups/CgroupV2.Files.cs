using System.Text;
using VirtCore.Interop;

namespace VirtCore.Host;

/// <content>The cgroup's files, for the types of the controllers.</content>
public sealed partial class CgroupV2
{
    private const int TextRoom = 4096; // what a cgroup's file may take at most in one write, and most do in one read

    /// <summary>Writes a value.</summary>
    /// <exception cref="KernelException">The kernel refused; its text holds the value.</exception>
    /// <exception cref="NotSupportedException">There is no such file: the kernel lacks it, or the controller is not enabled here.</exception>
    internal void Write(string file, string value)
    {
        int room = Encoding.UTF8.GetMaxByteCount(value.Length);
        Span<byte> bytes = room <= 256 ? stackalloc byte[256] : new byte[room];
        Write(file, bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
    }

    /// <inheritdoc cref="Write(string, string)"/>
    internal void Write(string file, ReadOnlySpan<byte> value)
    {
        int error = TryWrite(file, value);
        if (error != 0)
            throw Refused("write", file, error, Encoding.UTF8.GetString(value));
    }

    /// <summary>Writes a value. 0 or the errno.</summary>
    internal int TryWrite(string file, ReadOnlySpan<byte> value) => CgroupFiles.Write(Directory, file, value);

    /// <summary>Reads a file that is not kept.</summary>
    /// <returns>The bytes read; null when there is no such file.</returns>
    /// <exception cref="KernelException">It cannot be read: the cgroup is gone (ENODEV), or the file is not for this user.</exception>
    internal int? TryRead(string file, Span<byte> buffer)
    {
        int length = CgroupFiles.Read(Directory, file, buffer);
        if (length >= 0)
            return length;
        return length == -Errnos.ENOENT && !IsGone ? null : throw Refused("read", file, -length);
    }

    /// <summary>Reads a small file whole, without the line's end; null when there is no such file.</summary>
    /// <inheritdoc cref="TryRead"/>
    internal string? TryReadText(string file)
    {
        Span<byte> buffer = stackalloc byte[TextRoom];
        return TryRead(file, buffer) is { } length ? Encoding.UTF8.GetString(buffer[..length]).TrimEnd('\n') : null;
    }

    /// <summary>Opens a file for reading, to be kept and read with <see cref="CgroupFiles.Read(System.Runtime.InteropServices.SafeHandle, Span{byte}, long)"/>.</summary>
    /// <exception cref="NotSupportedException">There is no such file: the kernel lacks it, or the controller is not enabled here.</exception>
    /// <exception cref="KernelException">It cannot be opened.</exception>
    internal SafeFileDescriptor OpenFile(string file) =>
        CgroupFiles.TryOpenForRead(Directory, file, out int error) ?? throw Refused("open", file, error);

    /// <summary>The same; null when there is no such file.</summary>
    internal SafeFileDescriptor? TryOpenFile(string file)
    {
        SafeFileDescriptor? opened = CgroupFiles.TryOpenForRead(Directory, file, out int error);
        return opened is not null || (error == Errnos.ENOENT && !IsGone) ? opened : throw Refused("open", file, error);
    }

    /// <summary>Whether somebody has removed the cgroup.</summary>
    private bool IsGone
    {
        get
        {
            using SafeFileDescriptor? file = CgroupFiles.TryOpenForRead(Directory, "cgroup.controllers", out int error);
            return error is Errnos.ENOENT or Errnos.ENODEV;
        }
    }

    /// <summary>The exception for a file that was refused: <see cref="NotSupportedException"/> when it is not there, <see cref="KernelException"/> otherwise.</summary>
    internal Exception Refused(string operation, string file, int error, string? value = null)
    {
        string what = value is null ? operation : $"{operation} \"{value.TrimEnd('\n')}\" to";
        if (error == Errnos.ENOENT && !IsGone)
            return new NotSupportedException($"{FilePath(file)} is not there. {WhyMissing(file)}");
        return new KernelException(what, error, FilePath(file), CgroupHints.Of(file, error, value));
    }

    private string WhyMissing(string file)
    {
        int dot = file.IndexOf('.', StringComparison.Ordinal);
        string controller = dot < 0 ? file : file[..dot];
        // What the core has without a controller: cgroup.*, cpu.stat, the pressure files.
        if (controller == "cgroup" || file is "cpu.stat" or "cpu.stat.local" || file.EndsWith(".pressure", StringComparison.Ordinal))
            return NotInKernel(controller, file);
        string[] here = (TryReadText("cgroup.controllers") ?? "").Split(' ');
        return here.Contains(controller)
            ? NotInKernel(controller, file)
            : $"The {controller} controller is not enabled for this cgroup: its parent's cgroup.subtree_control does not have it.";
    }

    private static string NotInKernel(string controller, string file) => CgroupFileHistory.VersionOf(file) is { } version
        ? $"This kernel's {controller} controller does not have it, or not for this cgroup: it came with Linux {version}."
        : "This kernel does not have it, or not for this cgroup.";
}
