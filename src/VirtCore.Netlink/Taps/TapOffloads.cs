using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>What the reader of a tap takes undone: <c>TUN_F_*</c>.</summary>
[Flags]
public enum TapOffloads : uint
{
    /// <summary>Nothing: frames come complete.</summary>
    None = 0,

    /// <summary>Checksums. The others need it.</summary>
    Checksum = TUN.TUN_F_CSUM,

    /// <summary>TCP segments of IPv4.</summary>
    Tso4 = TUN.TUN_F_TSO4,

    /// <summary>TCP segments of IPv6.</summary>
    Tso6 = TUN.TUN_F_TSO6,

    /// <summary>TCP segments with ECN.</summary>
    TsoEcn = TUN.TUN_F_TSO_ECN,

    /// <summary>UDP fragments.</summary>
    Ufo = TUN.TUN_F_UFO,
}
