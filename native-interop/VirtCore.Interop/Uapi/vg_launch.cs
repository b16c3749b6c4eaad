namespace VirtCore.Interop.Uapi;

/// <summary>guard/protocol.h: a launch request, ahead of its parts.</summary>
internal struct vg_launch
{
    public vg_header header;
    public uint total_length;
    public uint flags;
    public uint user;
    public uint group;
    public ulong capabilities;
    public int oom_score;
    public uint minimum_tier;
    public ulong lease_ms;
    public vg_part file;
    public vg_part directory;
    public vg_part arguments;
    public vg_part environment;
    public vg_part groups;
    public vg_part limits;
    public vg_part targets;
    public vg_part cgroup;
}
