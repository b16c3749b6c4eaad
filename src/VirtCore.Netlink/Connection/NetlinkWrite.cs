namespace VirtCore.Netlink;

/// <summary>Writes a request's body and attributes. It may be called again, with a larger buffer.</summary>
public delegate void NetlinkWrite<in TState>(ref NetlinkWriter writer, TState state);
