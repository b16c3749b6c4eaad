namespace VirtCore.Interop.Uapi;

/// <summary>linux/rtnetlink.h: the groups that tell of changes.</summary>
internal static class RTNLGRP
{
    public const ushort RTNLGRP_LINK = 1;
    public const ushort RTNLGRP_NEIGH = 3;
    public const ushort RTNLGRP_IPV4_IFADDR = 5;
    public const ushort RTNLGRP_IPV4_ROUTE = 7;
    public const ushort RTNLGRP_IPV4_RULE = 8;
    public const ushort RTNLGRP_IPV6_IFADDR = 9;
    public const ushort RTNLGRP_IPV6_ROUTE = 11;
    public const ushort RTNLGRP_IPV6_RULE = 19;
}
