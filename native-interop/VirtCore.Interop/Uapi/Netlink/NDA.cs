namespace VirtCore.Interop.Uapi;

/// <summary>linux/neighbour.h: the attributes of a neighbour.</summary>
internal static class NDA
{
    public const ushort NDA_UNSPEC = 0;
    public const ushort NDA_DST = 1;
    public const ushort NDA_LLADDR = 2;
    public const ushort NDA_CACHEINFO = 3;
    public const ushort NDA_PROBES = 4;
    public const ushort NDA_VLAN = 5;
    public const ushort NDA_PORT = 6;
    public const ushort NDA_VNI = 7;
    public const ushort NDA_IFINDEX = 8;
    public const ushort NDA_MASTER = 9;
    public const ushort NDA_LINK_NETNSID = 10;
    public const ushort NDA_SRC_VNI = 11;
    public const ushort NDA_PROTOCOL = 12;
    public const ushort NDA_NDM_STATE_MASK = 16;
    public const ushort NDA_NDM_FLAGS_MASK = 17;
    public const ushort NTF_USE = 1;
    public const ushort NTF_SELF = 2;
    public const ushort NTF_MASTER = 4;
    public const ushort NTF_PROXY = 8;
    public const ushort NTF_OFFLOADED = 32;
    public const ushort NTF_STICKY = 64;
    public const ushort NTF_ROUTER = 128;
    public const ushort NUD_INCOMPLETE = 1;
    public const ushort NUD_REACHABLE = 2;
    public const ushort NUD_STALE = 4;
    public const ushort NUD_DELAY = 8;
    public const ushort NUD_PROBE = 16;
    public const ushort NUD_FAILED = 32;
    public const ushort NUD_NOARP = 64;
    public const ushort NUD_PERMANENT = 128;
    public const ushort NUD_NONE = 0;
}
