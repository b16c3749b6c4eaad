namespace VirtCore.Netlink;

/// <summary>Ports of TCP, UDP and the like, both included.</summary>
/// <param name="First">The lowest, 1 or more.</param>
/// <param name="Last">The highest, 65534 or less: a rule cannot be for port 65535.</param>
public readonly record struct PortRange(ushort First, ushort Last);
