namespace VirtCore.Netlink;

/// <summary>Reads an answer: null for one that is passed over.</summary>
internal delegate T? NetlinkRead<out T>(NetlinkMessageReader message) where T : class;
