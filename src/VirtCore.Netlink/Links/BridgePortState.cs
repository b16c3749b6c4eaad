namespace VirtCore.Netlink;

/// <summary>What a port of a bridge does with frames: <c>BR_STATE_*</c>.</summary>
public enum BridgePortState : byte
{
    /// <summary>Nothing: it is off.</summary>
    Disabled = 0,

    /// <summary>It listens for STP.</summary>
    Listening = 1,

    /// <summary>It learns addresses.</summary>
    Learning = 2,

    /// <summary>It forwards.</summary>
    Forwarding = 3,

    /// <summary>STP keeps it from forwarding.</summary>
    Blocking = 4,
}
