namespace VirtCore.Netlink;

/// <summary>Writes a request's body and attributes.</summary>
public delegate void NetlinkRequestWriter(ref NetlinkWriter writer);
