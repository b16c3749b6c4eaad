using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>A pair of links: what one is sent, the other receives. The pair is made and goes together.</summary>
public sealed record VethLink : LinkKind
{
    /// <inheritdoc/>
    public override string Kind => "veth";

    /// <summary>The other end, when a pair is made; null leaves it to the kernel. Its settings may name another namespace; they cannot switch it on, give it an alias or make it a port: that is done once the pair is there. The kernel never says it back: see <see cref="Link.Parent"/>.</summary>
    public LinkSettings? Peer { get; init; }

    internal override void WriteData(ref NetlinkWriter writer)
    {
        if (Peer is not { } peer)
            return;
        int nested = writer.BeginNested(VETH.VETH_INFO_PEER);
        LinkCodec.Write(ref writer, 0, peer, null);
        writer.EndNested(nested);
    }
}
