namespace VirtCore.Netlink;

/// <summary>Whether a thing that is watched came, changed or went.</summary>
public enum NetlinkChangeKind
{
    /// <summary>It is there: it was when the watching began, or it came.</summary>
    Added,

    /// <summary>It is another than before.</summary>
    Changed,

    /// <summary>It has gone.</summary>
    Removed,
}
