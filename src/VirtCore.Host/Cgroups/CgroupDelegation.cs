namespace VirtCore.Host;

/// <summary>Why a cgroup is this process's to make others in.</summary>
public enum CgroupDelegation
{
    /// <summary>It is not. As root it can be written all the same, and then two masters do; without systemd there may be no other.</summary>
    None,

    /// <summary>It is the root of this process's own cgroup namespace, as in a container.</summary>
    Namespace,

    /// <summary>systemd has marked it as delegated (<c>Delegate=yes</c>), by the extended attribute <c>trusted.delegate</c> or <c>user.delegate</c>.</summary>
    Manager,

    /// <summary>This user, who is not root, owns its directory and the files that <c>/sys/kernel/cgroup/delegate</c> names and that matter: <c>cgroup.procs</c>, <c>cgroup.threads</c> and <c>cgroup.subtree_control</c>.</summary>
    Owner,
}
