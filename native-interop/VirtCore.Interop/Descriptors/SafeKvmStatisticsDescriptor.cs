namespace VirtCore.Interop;

/// <summary>The statistics of a VM or a vCPU (KVM_GET_STATS_FD).</summary>
internal sealed class SafeKvmStatisticsDescriptor : SafeDescriptor
{
    public SafeKvmStatisticsDescriptor()
    {
    }

    public SafeKvmStatisticsDescriptor(int descriptor)
        : base(descriptor)
    {
    }
}
