namespace VirtCore.Host;

/// <summary>How a machine has its cgroups.</summary>
public enum CgroupMode
{
    /// <summary>No cgroup v2 hierarchy is mounted, at most those of v1.</summary>
    None,

    /// <summary>Version 2 beside hierarchies of version 1, which hold some or all controllers: what v2 offers is its core and the rest of them.</summary>
    Hybrid,

    /// <summary>Version 2 alone, or where everybody looks for it, with all controllers.</summary>
    Unified,
}
