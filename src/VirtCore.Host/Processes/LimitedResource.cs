namespace VirtCore.Host;

/// <summary>What a <see cref="ResourceLimit"/> limits. The values are the kernel's <c>RLIMIT_*</c>.</summary>
public enum LimitedResource
{
    /// <summary>RLIMIT_CPU: CPU time in seconds.</summary>
    CpuTime = 0,

    /// <summary>RLIMIT_FSIZE: size of files it creates, in bytes.</summary>
    FileSize = 1,

    /// <summary>RLIMIT_DATA: data segment, in bytes.</summary>
    Data = 2,

    /// <summary>RLIMIT_STACK: main thread's stack, in bytes.</summary>
    Stack = 3,

    /// <summary>RLIMIT_CORE: size of a core file, in bytes; 0 for none.</summary>
    CoreFile = 4,

    /// <summary>RLIMIT_RSS: resident memory, in bytes; without effect on today's kernels.</summary>
    ResidentSet = 5,

    /// <summary>RLIMIT_NPROC: number of threads of its user.</summary>
    Processes = 6,

    /// <summary>RLIMIT_NOFILE: one more than the highest descriptor number.</summary>
    OpenFiles = 7,

    /// <summary>RLIMIT_MEMLOCK: locked memory, in bytes.</summary>
    LockedMemory = 8,

    /// <summary>RLIMIT_AS: address space, in bytes.</summary>
    AddressSpace = 9,

    /// <summary>RLIMIT_LOCKS: file locks; without effect on today's kernels.</summary>
    Locks = 10,

    /// <summary>RLIMIT_SIGPENDING: queued signals of its user.</summary>
    PendingSignals = 11,

    /// <summary>RLIMIT_MSGQUEUE: bytes in POSIX message queues of its user.</summary>
    MessageQueues = 12,

    /// <summary>RLIMIT_NICE: ceiling of the nice value, as 20 minus the value.</summary>
    Nice = 13,

    /// <summary>RLIMIT_RTPRIO: ceiling of the real-time priority.</summary>
    RealTimePriority = 14,

    /// <summary>RLIMIT_RTTIME: microseconds of real-time scheduling without a blocking call.</summary>
    RealTimeCpuTime = 15,
}
