namespace VirtCore.Netlink;

/// <summary>Whether a link carries frames: RFC 2863, <c>IF_OPER_*</c>.</summary>
public enum LinkState : byte
{
    /// <summary>The driver does not say.</summary>
    Unknown = 0,

    /// <summary>Something is missing that it is made of.</summary>
    NotPresent = 1,

    /// <summary>It carries none.</summary>
    Down = 2,

    /// <summary>What it stands on is down.</summary>
    LowerLayerDown = 3,

    /// <summary>It is being tested.</summary>
    Testing = 4,

    /// <summary>It waits for something from outside.</summary>
    Dormant = 5,

    /// <summary>It carries frames.</summary>
    Up = 6,
}
