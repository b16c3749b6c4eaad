namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h, Linux 5.14: the beginning of a file of statistics.</summary>
internal struct kvm_stats_header
{
    public uint flags;
    public uint name_size;
    public uint num_desc;
    public uint id_offset;
    public uint desc_offset;
    public uint data_offset;
}
