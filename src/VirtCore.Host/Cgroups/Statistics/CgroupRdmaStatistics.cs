namespace VirtCore.Host;

/// <summary>What a cgroup and those below it use of one RDMA device: a line of <c>rdma.current</c> (Linux 4.11).</summary>
public struct CgroupRdmaStatistics
{
    /// <summary>The kernel's name of the device: <c>mlx5_0</c>.</summary>
    public string Device { readonly get; internal set; }

    /// <summary><c>hca_handle</c>. Handles.</summary>
    public long Handles { readonly get; internal set; }

    /// <summary><c>hca_object</c>. Objects.</summary>
    public long Objects { readonly get; internal set; }

    /// <summary>Reads the text of the file.</summary>
    /// <param name="text">The file.</param>
    /// <param name="devices">Room for the devices; those beyond it are counted only.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>False when it is no such file.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> text, Span<CgroupRdmaStatistics> devices, out int count)
    {
        count = 0;
        var cursor = new KernelText(text);
        while (!cursor.IsEmpty)
        {
            if (!RdmaLine.TryTake(ref cursor, out ReadOnlySpan<byte> name, out CgroupRdmaLimits values) || values.Handles.IsMax || values.Objects.IsMax)
                return false;
            if (count < devices.Length)
                devices[count] = new CgroupRdmaStatistics { Device = KernelName.Of(name), Handles = values.Handles.Value, Objects = values.Objects.Value };
            count++;
        }

        return true;
    }
}
