namespace VirtCore.Interop.Uapi;

/// <summary>guard/protocol.h: what a guard is asked.</summary>
internal struct vg_request
{
    public vg_header header;
    public vg_id id;
    public ulong lease_ms;
}
