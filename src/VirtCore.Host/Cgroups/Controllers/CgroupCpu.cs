namespace VirtCore.Host;

/// <summary>The <c>cpu</c> controller of a cgroup: its share of CPU time, and the limits of it.</summary>
/// <remarks>
/// Thread-safe. Every method throws <see cref="NotSupportedException"/> where its file is not there, with the reason, and <see cref="KernelException"/> where the
/// kernel refuses the value, which is in the text. Only real-time processes are not subject to it. See
/// <see href="https://docs.kernel.org/admin-guide/cgroup-v2.html#cpu">cpu</see>, Linux 4.15.
/// </remarks>
public sealed class CgroupCpu
{
    private readonly CgroupV2 _cgroup;

    internal CgroupCpu(CgroupV2 cgroup) => _cgroup = cgroup;

    /// <summary>Reads <c>cpu.weight</c>: the share beside its siblings, 1 to 10,000, at first 100.</summary>
    public int ReadWeight() => (int)Math.Min(_cgroup.ReadNumber("cpu.weight"), int.MaxValue);

    /// <summary>Writes <c>cpu.weight</c>: 1 to 10,000.</summary>
    public void WriteWeight(int weight) => _cgroup.WriteNumber("cpu.weight", weight);

    /// <summary>Reads <c>cpu.weight.nice</c>: the weight as the nearest nice value, -20 to 19.</summary>
    public int ReadNice() => (int)Math.Clamp(_cgroup.ReadNumber("cpu.weight.nice"), int.MinValue, int.MaxValue);

    /// <summary>Writes <c>cpu.weight.nice</c>: -20 to 19. It sets the weight that such a process has.</summary>
    public void WriteNice(int nice) => _cgroup.WriteNumber("cpu.weight.nice", nice);

    /// <summary>Reads <c>cpu.max</c>.</summary>
    public CgroupBandwidth ReadMax() => _cgroup.Read<CgroupBandwidth>("cpu.max", CgroupBandwidth.TryParse);

    /// <summary>Writes <c>cpu.max</c>.</summary>
    public void WriteMax(CgroupBandwidth bandwidth) => _cgroup.Write("cpu.max", bandwidth.ToString());

    /// <summary>Reads <c>cpu.max.burst</c>: unused quota that may be used later, at most so much of it (Linux 5.14).</summary>
    public TimeSpan ReadMaxBurst() => KernelTime.FromMicroseconds(_cgroup.ReadNumber("cpu.max.burst"));

    /// <summary>Writes <c>cpu.max.burst</c>: whole microseconds, at most the quota (Linux 5.14).</summary>
    public void WriteMaxBurst(TimeSpan burst) => _cgroup.WriteNumber("cpu.max.burst", KernelTime.ToMicroseconds(burst));

    /// <summary>Reads <c>cpu.idle</c>: whether it runs only when nothing else wants to (Linux 5.15).</summary>
    public bool ReadIdle() => _cgroup.ReadSwitch("cpu.idle");

    /// <summary>Writes <c>cpu.idle</c>. While it is on, the weight is the least there is, and refused (Linux 5.15).</summary>
    public void WriteIdle(bool idle) => _cgroup.WriteSwitch("cpu.idle", idle);

    /// <summary>Reads <c>cpu.uclamp.min</c>: as how busy its processes are taken at least, when the kernel chooses a CPU and its clock (Linux 5.4, where it is configured).</summary>
    public CgroupUtilization ReadUtilizationMin() => _cgroup.Read<CgroupUtilization>("cpu.uclamp.min", CgroupUtilization.TryParse);

    /// <summary>Writes <c>cpu.uclamp.min</c>.</summary>
    public void WriteUtilizationMin(CgroupUtilization utilization) => _cgroup.Write("cpu.uclamp.min", utilization.ToString());

    /// <summary>Reads <c>cpu.uclamp.max</c>: as how busy its processes are taken at most (Linux 5.4, where it is configured).</summary>
    public CgroupUtilization ReadUtilizationMax() => _cgroup.Read<CgroupUtilization>("cpu.uclamp.max", CgroupUtilization.TryParse);

    /// <summary>Writes <c>cpu.uclamp.max</c>.</summary>
    public void WriteUtilizationMax(CgroupUtilization utilization) => _cgroup.Write("cpu.uclamp.max", utilization.ToString());
}
