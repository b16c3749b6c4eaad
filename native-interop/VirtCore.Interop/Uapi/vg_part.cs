namespace VirtCore.Interop.Uapi;

/// <summary>guard/protocol.h: where strings or an array are in a launch request.</summary>
internal struct vg_part
{
    public uint offset;
    public uint length;
    public uint count;
    public uint zero;
}
