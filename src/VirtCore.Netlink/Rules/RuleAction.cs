namespace VirtCore.Netlink;

/// <summary>What becomes of packets that a rule is for: <c>FR_ACT_*</c>.</summary>
public enum RuleAction : byte
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>A table says where they go; where it does not, the next rule is asked.</summary>
    ToTable = 1,

    /// <summary>Another rule is asked next: <see cref="Rule.Goto"/>.</summary>
    Goto = 2,

    /// <summary>Nothing: the next rule is asked. One to go to.</summary>
    Nop = 3,

    /// <summary>They are dropped, and nobody is told.</summary>
    Blackhole = 6,

    /// <summary>They are dropped, and the sender is told that nobody is there.</summary>
    Unreachable = 7,

    /// <summary>They are dropped, and the sender is told that it is not allowed.</summary>
    Prohibit = 8,
}
