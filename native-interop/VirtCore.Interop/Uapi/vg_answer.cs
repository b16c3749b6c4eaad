namespace VirtCore.Interop.Uapi;

/// <summary>guard/protocol.h: what a guard or the launcher says.</summary>
internal struct vg_answer
{
    public vg_header header;
    public int error;
    public uint step;
    public uint decision;
    public uint tier;
    public vg_id id;
    public vg_id boot_id;
    public int process;
    public int guard;
    public ulong start_time;
    public ulong inode;
    public uint exit_kind;
    public int exit_value;
    public uint armed;
    public uint zero;
}
