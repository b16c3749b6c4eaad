namespace VirtCore.Netlink;

/// <summary>Whom a macvlan speaks to: <c>MACVLAN_MODE_*</c>.</summary>
public enum MacvlanMode : uint
{
    /// <summary>Nobody on the same parent.</summary>
    Private = 1,

    /// <summary>Others on the same parent by way of the switch outside.</summary>
    Vepa = 2,

    /// <summary>Others on the same parent directly.</summary>
    Bridge = 4,

    /// <summary>It has the parent to itself.</summary>
    Passthru = 8,

    /// <summary>Only those whose addresses it lists.</summary>
    Source = 16,
}
