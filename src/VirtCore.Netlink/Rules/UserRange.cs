namespace VirtCore.Netlink;

/// <summary>Users by number, both included (<c>FRA_UID_RANGE</c>).</summary>
/// <param name="First">The lowest.</param>
/// <param name="Last">The highest.</param>
public readonly record struct UserRange(uint First, uint Last);
