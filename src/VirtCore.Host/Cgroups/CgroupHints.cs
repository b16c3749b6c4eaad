using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>What to do when the kernel refuses something of a cgroup's.</summary>
internal static class CgroupHints
{
    public static string? Of(string file, int error, string? value) => (error, file) switch
    {
        (Errnos.EBUSY, "cgroup.subtree_control") when value?.Contains('-', StringComparison.Ordinal) == true =>
            "A child still has the controller enabled for its own children.",
        (Errnos.EBUSY, "cgroup.subtree_control") =>
            "The cgroup has processes of its own, and one that distributes controllers may not: move them into a leaf first (EnterSupervisorAsync).",
        (Errnos.EBUSY, "cgroup.procs" or "cgroup.threads") =>
            "The cgroup distributes controllers to its children, so it takes no processes itself.",
        (Errnos.EOPNOTSUPP, "cgroup.subtree_control") =>
            "The cgroup is threaded, or about to be: only controllers that can split a process are to be had there (cpu, cpuset, perf_event, pids).",
        (Errnos.EOPNOTSUPP, "cgroup.procs" or "cgroup.threads") =>
            "The cgroup is \"domain invalid\" or threaded: whole processes belong to the domain above it, threads stay within their process's domain.",
        (Errnos.EOPNOTSUPP, "cgroup.type") =>
            "The cgroup cannot become threaded: its parent distributes domain controllers (memory, io), or it has such children itself.",
        (Errnos.EOPNOTSUPP, "cgroup.kill") => "A threaded cgroup is killed by its domain.",
        (Errnos.EOPNOTSUPP, _) => "The kernel was built or started without it, or it does not go with the other settings of this cgroup.",
        (Errnos.ENOENT, "cgroup.procs" or "cgroup.threads") =>
            "The process is outside of what this one may move: both its cgroup and the new one must be below a common one in the same namespace.",
        (Errnos.ENOENT or Errnos.ENODEV, "cgroup.procs" or "cgroup.threads" or "cgroup.subtree_control" or "cgroup.events") => "The cgroup is gone, or what was named is not there.",
        (Errnos.ENODEV, _) => "The cgroup is gone, or the device that was named does not exist.",
        (Errnos.ENOSPC, "cpuset.cpus" or "cpuset.mems") => "Processes are in it, and they would have none: older kernels refuse an empty set then.",
        (Errnos.ENOENT, _) => "The cgroup is gone.",
        (Errnos.EINVAL, "cgroup.procs" or "cgroup.threads") => "The process is a kernel thread, or still being born.",
        (Errnos.EINVAL, _) => "The kernel does not take this value.",
        (Errnos.ERANGE, _) => "The value is out of the kernel's range.",
        (Errnos.EACCES or Errnos.EPERM, "cgroup.procs" or "cgroup.threads") =>
            "This user may not write cgroup.procs here and in the common ancestor: the subtree was not delegated to it.",
        (Errnos.EACCES or Errnos.EPERM, _) => "This user may not: the cgroup was not delegated to it, or the file belongs to whoever delegated it.",
        (Errnos.EBUSY, _) => "It is in use.",
        _ => null,
    };
}
