using System.Text;

namespace VirtCore.Host;

/// <summary>The <c>rdma</c> controller of a cgroup: how much it may have of each RDMA device.</summary>
/// <remarks>
/// Thread-safe. Every method throws <see cref="NotSupportedException"/> where its file is not there, with the reason, and <see cref="KernelException"/> where the
/// kernel refuses the value, which is in the text (ENODEV: there is no such device). See
/// <see href="https://docs.kernel.org/admin-guide/cgroup-v2.html#rdma">rdma</see>, Linux 4.11.
/// </remarks>
public sealed class CgroupRdma
{
    private readonly CgroupV2 _cgroup;

    internal CgroupRdma(CgroupV2 cgroup) => _cgroup = cgroup;

    /// <summary>Reads <c>rdma.max</c>: by device, <c>mlx5_0</c>.</summary>
    public IReadOnlyDictionary<string, CgroupRdmaLimits> ReadMax() => _cgroup.Read<Dictionary<string, CgroupRdmaLimits>>("rdma.max", TryParse);

    /// <summary>Writes <c>rdma.max</c> for one device, both values.</summary>
    /// <exception cref="ArgumentException">The name is empty or has a blank in it.</exception>
    public void WriteMax(string device, CgroupRdmaLimits limits) => _cgroup.Write("rdma.max", Format(device, limits));

    /// <summary>Reads <c>rdma.current</c>: by device.</summary>
    public IReadOnlyDictionary<string, CgroupRdmaLimits> ReadCurrent() => _cgroup.Read<Dictionary<string, CgroupRdmaLimits>>("rdma.current", TryParse);

    internal static string Format(string device, CgroupRdmaLimits limits) =>
        $"{CgroupMisc.Checked(device)} hca_handle={limits.Handles} hca_object={limits.Objects}";

    internal static bool TryParse(ReadOnlySpan<byte> text, out Dictionary<string, CgroupRdmaLimits> values)
    {
        values = new Dictionary<string, CgroupRdmaLimits>(StringComparer.Ordinal);
        var cursor = new KernelText(text);
        while (!cursor.IsEmpty)
        {
            if (!RdmaLine.TryTake(ref cursor, out ReadOnlySpan<byte> device, out CgroupRdmaLimits limits))
                return false;
            values[Encoding.UTF8.GetString(device)] = limits;
        }

        return true;
    }
}
