namespace VirtCore.Netlink;

/// <summary>How much a virtual machine's card may carry, each way: libvirt's <c>&lt;bandwidth&gt;</c>.</summary>
/// <param name="Inbound">To the machine; null for all that there is.</param>
/// <param name="Outbound">From the machine; null for all that there is.</param>
public sealed record Bandwidth(BandwidthLimit? Inbound, BandwidthLimit? Outbound);
