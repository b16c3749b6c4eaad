namespace VirtCore.Host;

/// <summary>The <c>cpuset</c> controller of a cgroup: on which CPUs its processes run, and from which nodes they get memory.</summary>
/// <remarks>
/// Thread-safe. Every method throws <see cref="NotSupportedException"/> where its file is not there, with the reason, and <see cref="KernelException"/> where the
/// kernel refuses the value, which is in the text. See <see href="https://docs.kernel.org/admin-guide/cgroup-v2.html#cpuset">cpuset</see>, Linux 5.0.
/// </remarks>
public sealed class CgroupCpuSet
{
    private readonly CgroupV2 _cgroup;

    internal CgroupCpuSet(CgroupV2 cgroup) => _cgroup = cgroup;

    /// <summary>Reads <c>cpuset.cpus</c>: the CPUs that were asked for. Empty is the parent's.</summary>
    public IndexSet ReadCpus() => ReadList("cpuset.cpus");

    /// <summary>Writes <c>cpuset.cpus</c>. What it gets of them is what its parent has: <see cref="ReadEffectiveCpus"/>. Older kernels refuse an empty set while processes are in it (ENOSPC).</summary>
    public void WriteCpus(IndexSet cpus) => WriteList("cpuset.cpus", cpus);

    /// <summary>Reads <c>cpuset.cpus.effective</c>: the CPUs that it has.</summary>
    public IndexSet ReadEffectiveCpus() => ReadList("cpuset.cpus.effective");

    /// <summary>Reads <c>cpuset.mems</c>: the memory nodes that were asked for. Empty is the parent's.</summary>
    public IndexSet ReadMemoryNodes() => ReadList("cpuset.mems");

    /// <summary>Writes <c>cpuset.mems</c>. The memory of its processes moves to them, which takes its time: best set while it is empty.</summary>
    public void WriteMemoryNodes(IndexSet nodes) => WriteList("cpuset.mems", nodes);

    /// <summary>Reads <c>cpuset.mems.effective</c>: the memory nodes that it has.</summary>
    public IndexSet ReadEffectiveMemoryNodes() => ReadList("cpuset.mems.effective");

    /// <summary>Reads <c>cpuset.cpus.exclusive</c>: CPUs set aside for a partition below it (Linux 6.7).</summary>
    public IndexSet ReadExclusiveCpus() => ReadList("cpuset.cpus.exclusive");

    /// <summary>Writes <c>cpuset.cpus.exclusive</c> (Linux 6.7). No sibling may have the same.</summary>
    public void WriteExclusiveCpus(IndexSet cpus) => WriteList("cpuset.cpus.exclusive", cpus);

    /// <summary>Reads <c>cpuset.cpus.exclusive.effective</c>: those of them that it has (Linux 6.7).</summary>
    public IndexSet ReadEffectiveExclusiveCpus() => ReadList("cpuset.cpus.exclusive.effective");

    /// <summary>Reads <c>cpuset.cpus.partition</c>.</summary>
    public CpuSetPartition ReadPartition() => _cgroup.Read<CpuSetPartition>("cpuset.cpus.partition", CpuSetPartition.TryParse);

    /// <summary>Writes <c>cpuset.cpus.partition</c>.</summary>
    /// <returns>What the kernel made of it: it takes the value also where it cannot be, and then says why.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public CpuSetPartition WritePartition(CpuSetPartitionKind kind)
    {
        _cgroup.Write("cpuset.cpus.partition", CpuSetPartition.Word(kind));
        return ReadPartition();
    }

    private IndexSet ReadList(string file) => _cgroup.Read<IndexSet>(file, TryParse);

    private void WriteList(string file, IndexSet list)
    {
        ArgumentNullException.ThrowIfNull(list);
        _cgroup.Write(file, list + "\n"); // an empty write would not reach the kernel
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out IndexSet list)
    {
        bool parsed = IndexSet.TryParse(text, out IndexSet? read);
        list = read ?? IndexSet.Empty;
        return parsed;
    }
}
