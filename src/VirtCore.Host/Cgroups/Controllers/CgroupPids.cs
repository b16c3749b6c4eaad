namespace VirtCore.Host;

/// <summary>The <c>pids</c> controller of a cgroup: how many tasks (threads) it may have.</summary>
/// <remarks>
/// Thread-safe. Every method throws <see cref="NotSupportedException"/> where its file is not there, with the reason, and <see cref="KernelException"/> where the
/// kernel refuses the value, which is in the text. See <see href="https://docs.kernel.org/admin-guide/cgroup-v2.html#pid">pids</see>, Linux 4.5.
/// </remarks>
public sealed class CgroupPids
{
    private readonly CgroupV2 _cgroup;

    internal CgroupPids(CgroupV2 cgroup) => _cgroup = cgroup;

    /// <summary>Reads <c>pids.max</c>.</summary>
    public CgroupLimit ReadMax() => _cgroup.ReadLimit("pids.max");

    /// <summary>Writes <c>pids.max</c>: fork and clone beyond it fail with EAGAIN. Moving tasks in is not limited.</summary>
    public void WriteMax(CgroupLimit tasks) => _cgroup.WriteLimit("pids.max", tasks);

    /// <summary>Reads <c>pids.current</c>.</summary>
    public long ReadCurrent() => _cgroup.ReadNumber("pids.current");

    /// <summary>Reads <c>pids.peak</c>: the most that there have been (Linux 6.1).</summary>
    public long ReadPeak() => _cgroup.ReadNumber("pids.peak");

    /// <summary>Reads <c>pids.events</c>: how often a fork failed for a limit (Linux 4.8).</summary>
    public long ReadLimitHits() => _cgroup.Read<long>("pids.events", LimitHits.TryParse);
}
