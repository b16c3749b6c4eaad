namespace VirtCore.Netlink;

/// <summary>How a bond uses its ports: <see href="https://docs.kernel.org/networking/bonding.html">bonding</see>.</summary>
public enum BondMode : byte
{
    /// <summary>One after another (<c>balance-rr</c>).</summary>
    BalanceRoundRobin = 0,

    /// <summary>One, until it fails (<c>active-backup</c>).</summary>
    ActiveBackup = 1,

    /// <summary>By a hash of the addresses (<c>balance-xor</c>).</summary>
    BalanceXor = 2,

    /// <summary>All at once (<c>broadcast</c>).</summary>
    Broadcast = 3,

    /// <summary>LACP (<c>802.3ad</c>).</summary>
    Lacp = 4,

    /// <summary>Sending by load (<c>balance-tlb</c>).</summary>
    BalanceTlb = 5,

    /// <summary>Sending and receiving by load (<c>balance-alb</c>).</summary>
    BalanceAlb = 6,
}
