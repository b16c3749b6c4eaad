namespace VirtCore.Netlink;

/// <summary>What became of a thing that is watched.</summary>
/// <param name="Kind">Whether it came, changed or went.</param>
/// <param name="Item">It as it is now; when it went, as it was last known.</param>
public readonly record struct NetlinkChange<T>(NetlinkChangeKind Kind, T Item) where T : class;
