using System.Text;
using VirtCore.Interop;
using static Tmds.Linux.LibC;

namespace VirtCore.Host;

/// <summary>Where this machine has cgroup v2, and this process in it.</summary>
/// <remarks>It is what the kernel said at one moment. See <see href="https://docs.kernel.org/admin-guide/cgroup-v2.html">cgroup v2</see>.</remarks>
public sealed partial record CgroupHierarchy
{
    /// <summary>Whether there is a v2 hierarchy, and whether others stand beside it.</summary>
    public CgroupMode Mode { get; private init; }

    /// <summary>Where it is mounted; null when there is none.</summary>
    public string? MountPoint { get; private init; }

    /// <summary>Which cgroup the mount shows as its root: <c>/</c>, or in a container without a cgroup namespace of its own the container's.</summary>
    public string? MountRoot { get; private init; }

    /// <summary>Whether the mount is read-only, as in a container that may not make cgroups.</summary>
    public bool IsReadOnly { get; private init; }

    /// <summary>Whether cgroup namespaces are boundaries of delegation (mount option <c>nsdelegate</c>).</summary>
    public bool IsNamespaceDelegate { get; private init; }

    /// <summary>Whether moving and starting processes is made cheap at the cost of each fork and exit (<c>favordynmods</c>, Linux 6.0).</summary>
    public bool FavorsDynamicModifications { get; private init; }

    /// <summary>Whether this process is in a cgroup namespace of its own, as in most containers. Its root is then not the machine's.</summary>
    public bool IsNamespaced { get; private init; }

    /// <summary>This process's cgroup below the mount, as <see cref="CgroupV2.Path"/> has it; null when the mount does not show it.</summary>
    public string? OwnPath { get; private init; }

    /// <summary>The controllers that hierarchies of version 1 hold, by the kernel's names; v2 does not offer them.</summary>
    public IReadOnlyList<string> LegacyControllers { get; private init; } = [];

    /// <summary>Looks.</summary>
    /// <exception cref="IOException">/proc is not mounted.</exception>
    /// <exception cref="InvalidDataException">/proc says what no kernel does.</exception>
    public static CgroupHierarchy Read() =>
        Parse(File.ReadAllBytes("/proc/self/mountinfo"), File.ReadAllBytes("/proc/self/cgroup")) with { IsNamespaced = IsInNamespace() };

    /// <summary>The root of the hierarchy as this process sees it.</summary>
    /// <exception cref="NotSupportedException">There is no cgroup v2 here.</exception>
    /// <exception cref="KernelException">The mount point cannot be opened.</exception>
    public CgroupV2 OpenRoot()
    {
        if (MountPoint is null)
            throw new NotSupportedException("No cgroup v2 hierarchy is mounted here: mount -t cgroup2 none /sys/fs/cgroup.");
        SafeFileDescriptor root = CgroupFiles.TryOpenRoot(MountPoint, out int error) ?? throw new KernelException("open the cgroup", error, MountPoint);
        if (CgroupFiles.IsCgroup2(root))
            return new CgroupV2(root, MountPoint, "/");
        root.Dispose();
        throw new NotSupportedException($"{MountPoint} is mounted as cgroup v2, and something else is there.");
    }

    /// <summary>The cgroup that this process is in.</summary>
    /// <exception cref="NotSupportedException">There is no cgroup v2 here, or its mount does not show this process's cgroup.</exception>
    /// <exception cref="KernelException">It cannot be opened.</exception>
    public CgroupV2 OpenOwn() =>
        Open(OwnPath ?? throw new NotSupportedException("The cgroup of this process is not below any mount of the v2 hierarchy that it sees."));

    /// <summary>A cgroup by its path below the root.</summary>
    /// <exception cref="ArgumentException">It is no path of a cgroup's: it has no slash in front, or a name may not be.</exception>
    /// <exception cref="NotSupportedException">There is no cgroup v2 here.</exception>
    /// <exception cref="KernelException">It is not there (ENOENT), or not for this user.</exception>
    public CgroupV2 Open(string path) =>
        TryOpen(path) ?? throw new KernelException("open the cgroup", ENOENT, path);

    /// <summary>A cgroup by its path below the root; null when it is not there.</summary>
    /// <inheritdoc cref="Open"/>
    public CgroupV2? TryOpen(string path)
    {
        string name = CgroupName.CheckPath(path);
        CgroupV2 root = OpenRoot();
        if (name == "/")
            return root;
        using (root)
            return root.TryOpen(name[1..]);
    }

    private static bool IsInNamespace()
    {
        const string Initial = "cgroup:[4026531835]"; // include/linux/proc_ns.h, PROC_CGROUP_INIT_INO
        return new FileInfo("/proc/self/ns/cgroup").LinkTarget is { } own && own != Initial;
    }

    /// <summary>What <c>/proc/self/mountinfo</c> and <c>/proc/self/cgroup</c> say.</summary>
    /// <exception cref="InvalidDataException">They are not what they should be.</exception>
    internal static CgroupHierarchy Parse(ReadOnlySpan<byte> mountinfo, ReadOnlySpan<byte> cgroup)
    {
        List<MountEntry> mounts = MountEntry.ParseAll(Encoding.UTF8.GetString(mountinfo));
        string? own = OwnCgroup(Encoding.UTF8.GetString(cgroup));
        List<MountEntry> legacy = mounts.FindAll(static mount => mount.Type == "cgroup");
        var nothing = new CgroupHierarchy { LegacyControllers = [.. legacy.SelectMany(ControllersOf).Distinct().Order(StringComparer.Ordinal)] };
        MountEntry? best = mounts
            .Where(mount => mount.Type == "cgroup2" && MountEntry.IsReached(mounts, mount))
            .OrderBy(mount => (Below(own, mount.Root) is null, Place(mount.Point), mount.Root.Length, mount.Point.Length))
            .FirstOrDefault();
        if (best is null)
            return nothing;
        string[] options = [.. best.Options.Split(','), .. best.SuperOptions.Split(',')];
        return nothing with
        {
            Mode = legacy.Count == 0 || best.Point == "/sys/fs/cgroup" ? CgroupMode.Unified : CgroupMode.Hybrid,
            MountPoint = best.Point,
            MountRoot = best.Root,
            OwnPath = Below(own, best.Root),
            IsReadOnly = options.Contains("ro"),
            IsNamespaceDelegate = options.Contains("nsdelegate"),
            FavorsDynamicModifications = options.Contains("favordynmods"),
        };
    }

    // Where others look for it comes first, should there be several.
    private static int Place(string point) => point switch
    {
        "/sys/fs/cgroup" => 0,
        "/sys/fs/cgroup/unified" => 1,
        _ => 2,
    };

    // A cgroup outside of the namespace or of the mount is not below it: /../x, or another subtree.
    private static string? Below(string? own, string root)
    {
        if (own is null || own == "/.." || own.StartsWith("/../", StringComparison.Ordinal) || !MountEntry.IsBelow(own, root))
            return null;
        string below = root == "/" ? own : own[root.Length..];
        return below.Length == 0 ? "/" : below;
    }

    // HIERARCHY:CONTROLLERS:PATH, and 0::PATH for version 2. A process may be in a cgroup that was removed.
    private static string? OwnCgroup(string text)
    {
        string? own = null;
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] fields = line.Split(':', 3);
            if (fields.Length != 3 || !fields[2].StartsWith('/') || !uint.TryParse(fields[0], out _))
                throw new InvalidDataException($"This is no line of /proc/self/cgroup: \"{line}\".");
            if (fields[0] == "0" && fields[1].Length == 0 && !fields[2].EndsWith(" (deleted)", StringComparison.Ordinal))
                own = fields[2];
        }

        return own;
    }

    private static readonly string[] s_legacyControllers =
        ["cpuset", "cpu", "cpuacct", "blkio", "memory", "devices", "freezer", "net_cls", "perf_event", "net_prio", "hugetlb", "pids", "rdma", "misc", "debug"];

    private static IEnumerable<string> ControllersOf(MountEntry mount) => mount.SuperOptions.Split(',').Intersect(s_legacyControllers);
}
