namespace VirtCore.Interop.Uapi;

/// <summary>guard/protocol.h: a resource limit.</summary>
internal struct vg_limit
{
    public uint resource;
    public uint zero;
    public ulong soft;
    public ulong hard;
}
