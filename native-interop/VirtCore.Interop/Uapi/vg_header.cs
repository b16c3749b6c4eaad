namespace VirtCore.Interop.Uapi;

/// <summary>guard/protocol.h: every message begins with it.</summary>
internal struct vg_header
{
    public uint magic;
    public ushort version;
    public ushort type;
    public ulong serial;

    public static vg_header Of(vg_type type, ulong serial) =>
        new() { magic = VG.MAGIC, version = VG.VERSION, type = (ushort)type, serial = serial };
}
