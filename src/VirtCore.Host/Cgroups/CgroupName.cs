using System.Buffers;
using System.Text;

namespace VirtCore.Host;

/// <summary>What a cgroup may be called.</summary>
/// <remarks>
/// The kernel would take more. But a name that begins as an interface file's does (<c>memory.</c>, <c>cgroup.</c>) can collide with a file that a later kernel or another
/// controller brings, and <c>.</c>, <c>..</c>, slashes and line ends would make other files and <c>/proc/PID/cgroup</c> mean something else.
/// </remarks>
internal static class CgroupName
{
    private const int MaxBytes = 255;

    private static readonly SearchValues<char> s_never = SearchValues.Create('/', '\0', '\n');

    // https://docs.kernel.org/admin-guide/cgroup-v2.html, "Avoid Name Collisions"; and the controllers that left or may come back.
    private static readonly string[] s_prefixes =
        ["cgroup.", "cpu.", "cpuset.", "memory.", "io.", "pids.", "hugetlb.", "misc.", "rdma.", "dmem.", "perf_event.", "irq.", "devices.", "freezer.", "net_cls.", "net_prio.", "debug.", "blkio."];

    /// <summary>What is wrong with a name for a new cgroup, or null.</summary>
    public static string? ProblemOf(string name)
    {
        if (ProblemOfExisting(name) is { } problem)
            return problem;
        string? prefix = Array.Find(s_prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal));
        if (prefix is not null)
            return $"begins with \"{prefix}\", as the kernel's own files there do";
        return name is "tasks" or "notify_on_release" or "release_agent" ? "is a file of cgroup v1" : null;
    }

    /// <summary>A name for a new cgroup.</summary>
    /// <exception cref="ArgumentException">It may not be.</exception>
    public static void Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (ProblemOf(name) is { } problem)
            throw new ArgumentException($"A cgroup cannot be called \"{name}\": the name {problem}.", nameof(name));
    }

    /// <summary>A path below the root, in the form of <c>/a/b</c>; the root itself is <c>/</c>. What others have made may be called what it likes.</summary>
    /// <exception cref="ArgumentException">It has no slash in front, or leads elsewhere.</exception>
    public static string CheckPath(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path[0] != '/')
            throw new ArgumentException($"\"{path}\" is no cgroup's path: it has no slash in front.", nameof(path));
        string[] names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (string name in names)
        {
            if (ProblemOfExisting(name) is { } problem)
                throw new ArgumentException($"\"{path}\" is no cgroup's path: \"{name}\" {problem}.", nameof(path));
        }

        return "/" + string.Join('/', names);
    }

    private static string? ProblemOfExisting(string name)
    {
        if (name.Length == 0)
            return "is empty";
        if (name is "." or "..")
            return "is a directory's own name for itself or its parent";
        if (name.AsSpan().ContainsAny(s_never))
            return "holds a slash, a NUL or a line end";
        return Encoding.UTF8.GetByteCount(name) > MaxBytes ? $"is longer than {MaxBytes} bytes" : null;
    }
}
