namespace VirtCore.Host;

/// <summary>What a cgroup may hold (<c>cgroup.type</c>). See <see href="https://docs.kernel.org/admin-guide/cgroup-v2.html#threads">threads in cgroup v2</see>.</summary>
public enum CgroupType
{
    /// <summary>The root of all, which the kernel gives no type.</summary>
    Root,

    /// <summary>Processes: the usual one.</summary>
    Domain,

    /// <summary>The domain of the threaded cgroups below it: their processes belong here.</summary>
    DomainThreaded,

    /// <summary>Threads of processes whose domain is further up.</summary>
    Threaded,

    /// <summary>Nothing: it is below a threaded cgroup and not made threaded itself.</summary>
    DomainInvalid,
}
