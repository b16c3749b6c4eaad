namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h, Linux 5.14: a figure; its name follows, with as many bytes as <see cref="kvm_stats_header.name_size"/> says.</summary>
internal struct kvm_stats_desc
{
    public uint flags;
    public short exponent;
    public ushort size;
    public uint offset;
    public uint bucket_size;
}
