using VirtCore.Interop;

namespace VirtCore.Host;

/// <content>The cgroups below this one.</content>
public sealed partial class CgroupV2
{
    private const string TypeFile = "cgroup.type";

    /// <summary>Makes a cgroup below this one. It takes processes at once, and has the controllers that this one distributes.</summary>
    /// <exception cref="ArgumentException">The name may not be.</exception>
    /// <exception cref="InvalidOperationException">This one is threaded, so its children cannot hold processes: <see cref="CreateThreaded"/> makes one for threads.</exception>
    /// <exception cref="KernelException">The kernel refused: EEXIST, EACCES where this was not delegated, EAGAIN at <c>cgroup.max.descendants</c>, EROFS.</exception>
    public CgroupV2 Create(string name)
    {
        CgroupV2 child = Make(name);
        if (child.TryReadText(TypeFile) != "domain invalid")
            return child;
        child.Unmake();
        throw new InvalidOperationException(
            $"{FilePath(name)} would be \"domain invalid\", and take no processes: {Path} is threaded or the domain of threaded cgroups.");
    }

    /// <summary>Makes a threaded cgroup below this one: it takes threads of processes whose domain is this one or the same as this one's.</summary>
    /// <remarks>
    /// Limits of memory and I/O then belong to the domain alone; a threaded cgroup has those of cpu, cpuset, pids and perf_event. With it this one becomes "domain threaded", and
    /// all its children that hold anything must be threaded too. Linux 4.14.
    /// </remarks>
    /// <exception cref="ArgumentException">The name may not be.</exception>
    /// <exception cref="KernelException">The kernel refused: EOPNOTSUPP where this one distributes memory or io, or is "domain invalid".</exception>
    public CgroupV2 CreateThreaded(string name)
    {
        CgroupV2 child = Make(name);
        int error = child.TryWrite(TypeFile, "threaded"u8);
        if (error == 0)
            return child;
        Exception refused = child.Refused("write", TypeFile, error, "threaded");
        child.Unmake();
        throw refused;
    }

    /// <summary>A cgroup below this one, by a name or by names with slashes between.</summary>
    /// <exception cref="ArgumentException">It leads elsewhere.</exception>
    /// <exception cref="KernelException">It is not there (ENOENT), or not for this user.</exception>
    public CgroupV2 Open(string name) => TryOpen(name) ?? throw new KernelException("open the cgroup", Errnos.ENOENT, FilePath(name));

    /// <summary>A cgroup below this one; null when it is not there.</summary>
    /// <inheritdoc cref="Open"/>
    public CgroupV2? TryOpen(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        string path = CgroupName.CheckPath("/" + name)[1..];
        int slash = path.LastIndexOf('/');
        if (slash < 0)
            return TryOpenChild(path);
        using SafeFileDescriptor? parent = TryOpenBelow(path[..slash]);
        return parent is null ? null : TryOpenIn(parent, path, path[(slash + 1)..]);
    }

    /// <summary>The names of the cgroups directly below this one.</summary>
    public IReadOnlyList<string> GetChildren() => CgroupFiles.Directories(Directory);

    private CgroupV2? TryOpenChild(string name) => TryOpenIn(Directory, name, name);

    private CgroupV2? TryOpenIn(SafeFileDescriptor parent, string path, string name)
    {
        SafeFileDescriptor? directory = CgroupFiles.TryOpenDirectory(parent, name, out int error);
        return directory is null ? Missing(path, error) : new CgroupV2(directory, _mountPoint, ChildPath(path), parent);
    }

    private SafeFileDescriptor? TryOpenBelow(string path)
    {
        SafeFileDescriptor? directory = CgroupFiles.TryOpenDirectory(Directory, path, out int error);
        if (directory is null)
            _ = Missing(path, error);
        return directory;
    }

    private CgroupV2? Missing(string path, int error) =>
        error == Errnos.ENOENT ? null : throw new KernelException("open the cgroup", error, FilePath(path), CgroupHints.Of(path, error, null));

    private CgroupV2 Make(string name)
    {
        CgroupName.Check(name);
        int error = CgroupFiles.MakeDirectory(Directory, name);
        if (error != 0)
        {
            throw new KernelException("make the cgroup", error, FilePath(name), error switch
            {
                Errnos.EEXIST => "It is there already.",
                Errnos.EAGAIN => "The limit of cgroup.max.descendants or cgroup.max.depth is reached here or above.",
                Errnos.ENOENT => "The cgroup above it is gone.",
                Errnos.EACCES or Errnos.EPERM => "This cgroup was not delegated to this user.",
                _ => null,
            });
        }

        // Whoever may write here can remove it again before it is opened.
        SafeFileDescriptor? directory = CgroupFiles.TryOpenDirectory(Directory, name, out error);
        return directory is null
            ? throw new KernelException("open the cgroup", error, FilePath(name))
            : new CgroupV2(directory, _mountPoint, ChildPath(name), Directory);
    }

    // Just made and still empty.
    private void Unmake()
    {
        _ = CgroupFiles.RemoveDirectory(_parent!, _name);
        Dispose();
    }
}
