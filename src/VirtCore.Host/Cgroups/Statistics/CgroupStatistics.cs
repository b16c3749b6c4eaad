using System.Numerics;
using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>Reads what a cgroup uses and what it waits for, from files that it keeps open: nothing is allocated, and nothing looked up by path.</summary>
/// <remarks>
/// <para>Thread-safe. Each reading is one pread(2); two of them are not of the same moment. The values go into structs that the caller has.</para>
/// <para>
/// What is not there, and a cgroup that is gone, are values (<see cref="CgroupReading"/>). A file that appears later, as a controller is enabled, is found by a new reader. Descriptors
/// count: 1,000 cgroups with the usual eight files take 8,000.
/// </para>
/// <para>
/// Every method throws <see cref="KernelException"/> when the kernel refuses for another reason, <see cref="InvalidDataException"/> for a text that is not in the documented
/// form, and <see cref="ObjectDisposedException"/>. Unknown keys and lines are passed over. See
/// <see href="https://docs.kernel.org/admin-guide/cgroup-v2.html">cgroup v2</see>.
/// </para>
/// </remarks>
public sealed partial class CgroupStatistics : IDisposable
{
    // By the bit of CgroupStatisticsFiles.
    private static readonly string[] s_names =
    [
        "cpu.stat", "cpu.pressure", "memory.current", "memory.stat", "memory.events", "memory.peak", "memory.pressure", "memory.swap.current", "memory.swap.events",
        "memory.zswap.current", "io.stat", "io.pressure", "irq.pressure", "pids.current", "pids.peak", "pids.events", "", "misc.current", "rdma.current",
    ];

    private readonly SafeFileDescriptor?[] _files = new SafeFileDescriptor?[s_names.Length];
    private readonly SafeFileDescriptor? _miscEvents;
    private readonly HugePageFiles[] _hugePages = [];
    private readonly string _path;

    /// <summary>Opens the files of a cgroup that are asked for and there. The cgroup's own object may be disposed afterwards.</summary>
    /// <exception cref="KernelException">The cgroup is gone (ENODEV), there is no descriptor left (EMFILE), or the files are not for this user (EACCES).</exception>
    public CgroupStatistics(CgroupV2 cgroup, CgroupStatisticsFiles files = CgroupStatisticsFiles.Usual)
    {
        ArgumentNullException.ThrowIfNull(cgroup);
        if ((files & ~CgroupStatisticsFiles.All) != 0)
            throw new ArgumentOutOfRangeException(nameof(files), files, "There is no such file.");
        _path = cgroup.Path;
        try
        {
            for (int i = 0; i < s_names.Length; i++)
            {
                if (((int)files & (1 << i)) != 0 && s_names[i].Length != 0)
                    _files[i] = cgroup.TryOpenFile(s_names[i]);
            }

            if (files.HasFlag(CgroupStatisticsFiles.Misc))
                _miscEvents = cgroup.TryOpenFile("misc.events");
            if (files.HasFlag(CgroupStatisticsFiles.HugeTlb))
                _hugePages = HugePageFiles.Open(cgroup);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The files that were there.</summary>
    public CgroupStatisticsFiles Files
    {
        get
        {
            CgroupStatisticsFiles files = _hugePages.Length == 0 ? CgroupStatisticsFiles.None : CgroupStatisticsFiles.HugeTlb;
            for (int i = 0; i < _files.Length; i++)
                files |= _files[i] is null ? CgroupStatisticsFiles.None : (CgroupStatisticsFiles)(1 << i);
            return files;
        }
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        foreach (SafeFileDescriptor? file in _files)
            file?.Dispose();
        _miscEvents?.Dispose();
        foreach (HugePageFiles files in _hugePages)
            files.Dispose();
    }

    private CgroupReading Read(CgroupStatisticsFiles file, out ReadOnlySpan<byte> text)
    {
        int index = BitOperations.TrailingZeroCount((int)file);
        return Read(_files[index], s_names[index], out text);
    }

    private CgroupReading Read(SafeFileDescriptor? file, string name, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (file is null)
            return CgroupReading.Missing;
        return KernelFile.Read(file, out text) switch
        {
            0 => CgroupReading.Done,
            Errnos.ENODEV => CgroupReading.Removed,
            Errnos.EOPNOTSUPP => CgroupReading.Missing, // pressure on a kernel that was started without it
            int error => throw new KernelException("read", error, $"{_path}/{name}"),
        };
    }

    private InvalidDataException Malformed(CgroupStatisticsFiles file, ReadOnlySpan<byte> text) =>
        Malformed(s_names[BitOperations.TrailingZeroCount((int)file)], text);

    private InvalidDataException Malformed(string name, ReadOnlySpan<byte> text) => KernelFile.Malformed($"{_path}/{name}", text);
}
