namespace VirtCore.Interop.Uapi;

/// <summary>linux/if_link.h: the attributes of a bond.</summary>
internal static class IFLA_BOND
{
    public const ushort IFLA_BOND_UNSPEC = 0;
    public const ushort IFLA_BOND_MODE = 1;
    public const ushort IFLA_BOND_ACTIVE_SLAVE = 2;
    public const ushort IFLA_BOND_MIIMON = 3;
    public const ushort IFLA_BOND_UPDELAY = 4;
    public const ushort IFLA_BOND_DOWNDELAY = 5;
    public const ushort IFLA_BOND_USE_CARRIER = 6;
    public const ushort IFLA_BOND_ARP_INTERVAL = 7;
    public const ushort IFLA_BOND_ARP_IP_TARGET = 8;
    public const ushort IFLA_BOND_ARP_VALIDATE = 9;
    public const ushort IFLA_BOND_ARP_ALL_TARGETS = 10;
    public const ushort IFLA_BOND_PRIMARY = 11;
    public const ushort IFLA_BOND_PRIMARY_RESELECT = 12;
    public const ushort IFLA_BOND_FAIL_OVER_MAC = 13;
    public const ushort IFLA_BOND_XMIT_HASH_POLICY = 14;
    public const ushort IFLA_BOND_RESEND_IGMP = 15;
    public const ushort IFLA_BOND_NUM_PEER_NOTIF = 16;
    public const ushort IFLA_BOND_ALL_SLAVES_ACTIVE = 17;
    public const ushort IFLA_BOND_MIN_LINKS = 18;
    public const ushort IFLA_BOND_LP_INTERVAL = 19;
    public const ushort IFLA_BOND_PACKETS_PER_SLAVE = 20;
    public const ushort IFLA_BOND_AD_LACP_RATE = 21;
    public const ushort IFLA_BOND_AD_SELECT = 22;
    public const ushort IFLA_BOND_AD_ACTOR_SYS_PRIO = 24;
    public const ushort IFLA_BOND_AD_USER_PORT_KEY = 25;
    public const ushort IFLA_BOND_AD_ACTOR_SYSTEM = 26;
    public const ushort IFLA_BOND_TLB_DYNAMIC_LB = 27;
    public const ushort IFLA_BOND_PEER_NOTIF_DELAY = 28;
    public const ushort IFLA_BOND_AD_LACP_ACTIVE = 29;
    public const ushort IFLA_BOND_NS_IP6_TARGET = 31;
    public const ushort IFLA_BOND_COUPLED_CONTROL = 32;
}
