namespace VirtCore.Netlink;

/// <summary>What a machine at a bridge gets at least.</summary>
/// <param name="Address">The machine's MAC address.</param>
/// <param name="BytesPerSecond">Its share, in bytes a second.</param>
public sealed record BandwidthFloor(MacAddress Address, ulong BytesPerSecond)
{
    /// <summary>The class's number below HTB's, and its filter's priority.</summary>
    internal ushort Number { get; init; }
}
