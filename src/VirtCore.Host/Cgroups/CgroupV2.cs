using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>One cgroup of the v2 hierarchy, held by its directory: see <see href="https://docs.kernel.org/admin-guide/cgroup-v2.html">cgroup v2</see>.</summary>
/// <remarks>
/// Thread-safe. Everything is reached from the held directory, by no symbolic link and never above it, so a path that somebody swaps meanwhile
/// leads nowhere else. Disposing lets go of the directory; the cgroup stays. Where the kernel refuses a value, the <see cref="KernelException"/>
/// has the file and the value.
/// </remarks>
public sealed partial class CgroupV2 : IDisposable
{
    private readonly string _mountPoint;
    private readonly SafeFileDescriptor? _parent; // counted: open for as long as this is
    private readonly string _name;
    private int _disposed;

    internal CgroupV2(SafeFileDescriptor directory, string mountPoint, string path, SafeFileDescriptor? parent = null)
    {
        bool counted = false;
        parent?.DangerousAddRef(ref counted);
        Directory = directory;
        _parent = parent;
        _mountPoint = mountPoint.TrimEnd('/');
        _name = path[(path.LastIndexOf('/') + 1)..];
        Path = path;
    }

    /// <summary>The path below the root of the hierarchy as this process sees it: <c>/virtcore/vm-1</c>; <c>/</c> for the root itself.</summary>
    public string Path { get; }

    internal SafeFileDescriptor Directory { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        Directory.Dispose();
        _parent?.DangerousRelease();
    }

    /// <inheritdoc/>
    public override string ToString() => Path;

    /// <summary>Where it is in the file system, for messages.</summary>
    internal string FullPath => Path == "/" ? _mountPoint : _mountPoint + Path;

    internal string FilePath(string file) => $"{FullPath}/{file}";

    internal string ChildPath(string name) => Path == "/" ? $"/{name}" : $"{Path}/{name}";
}
