namespace VirtCore.Host;

/// <summary>What a cgroup is to the scheduler: <c>cpuset.cpus.partition</c>.</summary>
public enum CpuSetPartitionKind
{
    /// <summary><c>member</c>: it shares its parent's CPUs.</summary>
    Member,

    /// <summary><c>root</c>: its CPUs are its own, a scheduling domain (Linux 5.0).</summary>
    Root,

    /// <summary><c>isolated</c>: its CPUs are its own, and nothing is balanced among them: each process stays where it is put (Linux 6.0).</summary>
    Isolated,
}
