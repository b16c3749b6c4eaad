namespace VirtCore.Interop.Uapi;

/// <summary>linux/sched.h, Linux 5.3; <c>cgroup</c> from 5.7.</summary>
internal struct clone_args
{
    public ulong flags;
    public ulong pidfd;
    public ulong child_tid;
    public ulong parent_tid;
    public ulong exit_signal;
    public ulong stack;
    public ulong stack_size;
    public ulong tls;
    public ulong set_tid;
    public ulong set_tid_size;
    public ulong cgroup;
}
