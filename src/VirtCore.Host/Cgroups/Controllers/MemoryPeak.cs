using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>The most memory that a cgroup has used since this was last reset, or since it was made: <c>memory.peak</c> or <c>memory.swap.peak</c>, kept open.</summary>
/// <remarks>A reset is this object's alone: the kernel keeps it with the open file, and other readers see their own. Thread-safe.</remarks>
public sealed class MemoryPeak : IDisposable
{
    private readonly CgroupV2 _cgroup;
    private readonly string _name;
    private readonly SafeFileDescriptor _file;
    private readonly int _refusal; // of opening it for writing; 0 when it was

    internal MemoryPeak(CgroupV2 cgroup, string name)
    {
        _cgroup = cgroup;
        _name = name;
        // Where the kernel cannot reset, only root may open the file for writing.
        _file = CgroupFiles.TryOpenForWrite(cgroup.Directory, name, out _refusal) ?? cgroup.OpenFile(name);
    }

    /// <summary>Reads it, in bytes.</summary>
    /// <exception cref="KernelException">The cgroup is gone (ENODEV).</exception>
    public long ReadBytes()
    {
        int error = KernelFile.Read(_file, out ReadOnlySpan<byte> text);
        if (error != 0)
            throw _cgroup.Refused("read", _name, error);
        return CgroupV2.TryParseNumber(text, out long bytes) ? bytes : throw KernelFile.Malformed(_cgroup.FilePath(_name), text);
    }

    /// <summary>Begins anew from the present use.</summary>
    /// <exception cref="NotSupportedException">The kernel is older than Linux 6.12.</exception>
    /// <exception cref="KernelException">The cgroup is gone (ENODEV), or this user may not write the file (EACCES), which before Linux 6.12 is root's alone.</exception>
    public void Reset()
    {
        int error = _refusal != 0 ? _refusal : CgroupFiles.Write(_file, "reset\n"u8);
        if (error == Errnos.EINVAL)
            throw new NotSupportedException($"{_cgroup.FilePath(_name)} cannot be reset: that came with Linux 6.12.");
        if (error != 0)
            throw _cgroup.Refused("write", _name, error, "reset");
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
