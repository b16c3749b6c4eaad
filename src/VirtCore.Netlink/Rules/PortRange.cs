namespace VirtCore.Netlink;

/// <summary>Ports of TCP, UDP and the like, both included.</summary>
/// <param name="First">The lowest, 1 or more.</param>
/// <param name="Last">The highest.</param>
public readonly record struct PortRange(ushort First, ushort Last);
