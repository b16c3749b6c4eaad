namespace VirtCore.Netlink;

/// <summary>Says what is tried, in words, when it has failed: <c>create bridge "br0"</c>.</summary>
public delegate string NetlinkOperation<in TState>(TState state);
