namespace VirtCore.Host;

/// <summary>A line of the rdma controller's files: <c>mlx5_0 hca_handle=2 hca_object=max</c>.</summary>
internal static class RdmaLine
{
    /// <summary>Takes a line with its end. Unknown keys are passed over; those that are not there are max.</summary>
    public static bool TryTake(ref KernelText text, out ReadOnlySpan<byte> device, out CgroupRdmaLimits limits)
    {
        limits = default;
        if (!text.TryTakeWord(out device) || device.IsEmpty)
            return false;
        while (!text.TryTake((byte)'\n'))
        {
            CgroupLimit value;
            if (!text.TryTake((byte)' '))
                return false;
            if (text.TryTake("hca_handle="u8))
            {
                if (!text.TryTakeLimit(out value))
                    return false;
                limits = limits with { Handles = value };
            }
            else if (text.TryTake("hca_object="u8))
            {
                if (!text.TryTakeLimit(out value))
                    return false;
                limits = limits with { Objects = value };
            }
            else if (!text.TryTakeWord(out _))
            {
                return false;
            }
        }

        return true;
    }
}
