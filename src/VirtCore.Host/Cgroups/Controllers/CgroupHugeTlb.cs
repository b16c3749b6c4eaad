namespace VirtCore.Host;

/// <summary>The <c>hugetlb</c> controller of a cgroup: how much it may have of the machine's huge pages, for each size.</summary>
/// <remarks>
/// In bytes. Thread-safe. Every method throws <see cref="NotSupportedException"/> where its file is not there, with the reason, and <see cref="KernelException"/> where the
/// kernel refuses the value, which is in the text. A process that touches a page beyond <c>max</c> gets SIGBUS; a mapping beyond <c>rsvd.max</c> is refused, so that is the
/// limit to use with guests. See <see href="https://docs.kernel.org/admin-guide/cgroup-v2.html#hugetlb">hugetlb</see>, Linux 5.6.
/// </remarks>
public sealed class CgroupHugeTlb
{
    private const string SizesDirectory = "/sys/kernel/mm/hugepages";
    private const string SizePrefix = "hugepages-";

    private readonly CgroupV2 _cgroup;

    internal CgroupHugeTlb(CgroupV2 cgroup) => _cgroup = cgroup;

    /// <summary>The sizes that this machine has.</summary>
    public static IReadOnlyList<HugePageSize> GetMachinePageSizes() => Directory.Exists(SizesDirectory)
        ? [.. Directory.EnumerateDirectories(SizesDirectory, SizePrefix + "*").Select(static path => SizeOf(Path.GetFileName(path))).OfType<HugePageSize>().OrderBy(static size => size.Bytes)]
        : [];

    /// <summary>The sizes of which this cgroup has files: those of the machine, or none where the controller is not enabled.</summary>
    public IReadOnlyList<HugePageSize> GetPageSizes() => [.. GetMachinePageSizes().Where(size => _cgroup.Has($"hugetlb.{size}.current"))];

    /// <summary>Reads <c>hugetlb.SIZE.max</c>.</summary>
    public CgroupLimit ReadMax(HugePageSize size) => _cgroup.ReadLimit($"hugetlb.{size}.max");

    /// <summary>Writes <c>hugetlb.SIZE.max</c>.</summary>
    public void WriteMax(HugePageSize size, CgroupLimit bytes) => _cgroup.WriteLimit($"hugetlb.{size}.max", bytes);

    /// <summary>Reads <c>hugetlb.SIZE.current</c>.</summary>
    public long ReadCurrentBytes(HugePageSize size) => _cgroup.ReadNumber($"hugetlb.{size}.current");

    /// <summary>Reads <c>hugetlb.SIZE.events</c>: how often an allocation was refused for the limit.</summary>
    public long ReadLimitHits(HugePageSize size) => _cgroup.Read<long>($"hugetlb.{size}.events", LimitHits.TryParse);

    /// <summary>Reads <c>hugetlb.SIZE.rsvd.max</c> (Linux 5.7).</summary>
    public CgroupLimit ReadReservationMax(HugePageSize size) => _cgroup.ReadLimit($"hugetlb.{size}.rsvd.max");

    /// <summary>Writes <c>hugetlb.SIZE.rsvd.max</c> (Linux 5.7).</summary>
    public void WriteReservationMax(HugePageSize size, CgroupLimit bytes) => _cgroup.WriteLimit($"hugetlb.{size}.rsvd.max", bytes);

    /// <summary>Reads <c>hugetlb.SIZE.rsvd.current</c>: what is reserved, used or not (Linux 5.7).</summary>
    public long ReadReservedBytes(HugePageSize size) => _cgroup.ReadNumber($"hugetlb.{size}.rsvd.current");

    // hugepages-2048kB
    internal static HugePageSize? SizeOf(string directory) =>
        HugePageSize.TryParse(directory.AsSpan(SizePrefix.Length).TrimEnd("kB").ToString() + "KB", out HugePageSize size) ? size : null;
}
