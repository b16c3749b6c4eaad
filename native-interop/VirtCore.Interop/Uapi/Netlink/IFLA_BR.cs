namespace VirtCore.Interop.Uapi;

/// <summary>linux/if_link.h: the attributes of a bridge.</summary>
internal static class IFLA_BR
{
    public const ushort IFLA_BR_UNSPEC = 0;
    public const ushort IFLA_BR_FORWARD_DELAY = 1;
    public const ushort IFLA_BR_HELLO_TIME = 2;
    public const ushort IFLA_BR_MAX_AGE = 3;
    public const ushort IFLA_BR_AGEING_TIME = 4;
    public const ushort IFLA_BR_STP_STATE = 5;
    public const ushort IFLA_BR_PRIORITY = 6;
    public const ushort IFLA_BR_VLAN_FILTERING = 7;
    public const ushort IFLA_BR_VLAN_PROTOCOL = 8;
    public const ushort IFLA_BR_GROUP_FWD_MASK = 9;
    public const ushort IFLA_BR_ROOT_ID = 10;
    public const ushort IFLA_BR_BRIDGE_ID = 11;
    public const ushort IFLA_BR_ROOT_PORT = 12;
    public const ushort IFLA_BR_ROOT_PATH_COST = 13;
    public const ushort IFLA_BR_TOPOLOGY_CHANGE = 14;
    public const ushort IFLA_BR_TOPOLOGY_CHANGE_DETECTED = 15;
    public const ushort IFLA_BR_HELLO_TIMER = 16;
    public const ushort IFLA_BR_TCN_TIMER = 17;
    public const ushort IFLA_BR_TOPOLOGY_CHANGE_TIMER = 18;
    public const ushort IFLA_BR_GC_TIMER = 19;
    public const ushort IFLA_BR_GROUP_ADDR = 20;
    public const ushort IFLA_BR_FDB_FLUSH = 21;
    public const ushort IFLA_BR_MCAST_ROUTER = 22;
    public const ushort IFLA_BR_MCAST_SNOOPING = 23;
    public const ushort IFLA_BR_MCAST_QUERY_USE_IFADDR = 24;
    public const ushort IFLA_BR_MCAST_QUERIER = 25;
    public const ushort IFLA_BR_MCAST_HASH_ELASTICITY = 26;
    public const ushort IFLA_BR_MCAST_LAST_MEMBER_CNT = 28;
    public const ushort IFLA_BR_MCAST_STARTUP_QUERY_CNT = 29;
    public const ushort IFLA_BR_MCAST_LAST_MEMBER_INTVL = 30;
    public const ushort IFLA_BR_MCAST_MEMBERSHIP_INTVL = 31;
    public const ushort IFLA_BR_MCAST_QUERIER_INTVL = 32;
    public const ushort IFLA_BR_MCAST_QUERY_INTVL = 33;
    public const ushort IFLA_BR_MCAST_QUERY_RESPONSE_INTVL = 34;
    public const ushort IFLA_BR_MCAST_STARTUP_QUERY_INTVL = 35;
    public const ushort IFLA_BR_NF_CALL_IPTABLES = 36;
    public const ushort IFLA_BR_NF_CALL_IP6TABLES = 37;
    public const ushort IFLA_BR_NF_CALL_ARPTABLES = 38;
    public const ushort IFLA_BR_VLAN_DEFAULT_PVID = 39;
    public const ushort IFLA_BR_PAD = 40;
    public const ushort IFLA_BR_VLAN_STATS_ENABLED = 41;
    public const ushort IFLA_BR_MCAST_STATS_ENABLED = 42;
    public const ushort IFLA_BR_MCAST_IGMP_VERSION = 43;
    public const ushort IFLA_BR_MCAST_MLD_VERSION = 44;
    public const ushort IFLA_BR_VLAN_STATS_PER_PORT = 45;
    public const ushort IFLA_BR_MULTI_BOOLOPT = 46;
    public const ushort IFLA_BR_MCAST_QUERIER_STATE = 47;
}
