namespace VirtCore.Netlink;

/// <summary>One of several requests that are sent together.</summary>
/// <param name="Type">What it asks: <c>RTM_NEWQDISC</c>.</param>
/// <param name="Flags">Flags beside <c>NLM_F_REQUEST</c>. With <c>NLM_F_ACK</c> the kernel says that it is done.</param>
/// <param name="Operation">What is tried, in words, for an error.</param>
/// <param name="Write">Writes the body and the attributes. It may be called again, with a larger buffer.</param>
public sealed record NetlinkRequest(ushort Type, ushort Flags, string Operation, NetlinkRequestWriter Write);
