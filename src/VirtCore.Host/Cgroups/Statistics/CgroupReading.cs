namespace VirtCore.Host;

/// <summary>How a reading of a statistics file went. None of these is an error.</summary>
public enum CgroupReading
{
    /// <summary>The values are there.</summary>
    Done,

    /// <summary>The file was not there when the reader was opened: it was not asked for, the kernel lacks it, or the controller was not enabled for this cgroup.</summary>
    Missing,

    /// <summary>The cgroup is gone (ENODEV), or its controller has been disabled meanwhile.</summary>
    Removed,
}
