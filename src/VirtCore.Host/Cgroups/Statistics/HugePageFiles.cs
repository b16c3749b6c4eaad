using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>The files of the hugetlb controller for one page size, kept open.</summary>
internal sealed class HugePageFiles : IDisposable
{
    private HugePageFiles(CgroupV2 cgroup, HugePageSize size)
    {
        PageSize = size;
        CurrentName = $"hugetlb.{size}.current";
        ReservedName = $"hugetlb.{size}.rsvd.current";
        EventsName = $"hugetlb.{size}.events";
        try
        {
            Current = cgroup.TryOpenFile(CurrentName);
            Reserved = cgroup.TryOpenFile(ReservedName);
            Events = cgroup.TryOpenFile(EventsName);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public HugePageSize PageSize { get; }

    public string CurrentName { get; }

    public string ReservedName { get; }

    public string EventsName { get; }

    public SafeFileDescriptor? Current { get; }

    public SafeFileDescriptor? Reserved { get; }

    public SafeFileDescriptor? Events { get; }

    public static HugePageFiles[] Open(CgroupV2 cgroup)
    {
        List<HugePageFiles> opened = [];
        try
        {
            foreach (HugePageSize size in cgroup.HugeTlb.GetPageSizes())
                opened.Add(new HugePageFiles(cgroup, size));
            return [.. opened];
        }
        catch
        {
            opened.ForEach(static files => files.Dispose());
            throw;
        }
    }

    public void Dispose()
    {
        Current?.Dispose();
        Reserved?.Dispose();
        Events?.Dispose();
    }
}
