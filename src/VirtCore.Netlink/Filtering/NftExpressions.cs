using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>nftables' expressions, on the one register that they need. What does not hold, or cannot be read from the packet, ends the rule.</summary>
internal static class NftExpressions
{
    /// <summary>The Ethernet header's bytes.</summary>
    public static NetlinkRequestWriter Ethernet(uint offset, uint length) => Payload(NFT.NFT_PAYLOAD_LL_HEADER, offset, length);

    /// <summary>Bytes of what is in the Ethernet frame.</summary>
    public static NetlinkRequestWriter Network(uint offset, uint length) => Payload(NFT.NFT_PAYLOAD_NETWORK_HEADER, offset, length);

    /// <summary>Bytes of what is in the IP packet, behind all of IPv6's headers. Kernels differ in what they give in a fragment after the first.</summary>
    public static NetlinkRequestWriter Transport(uint offset, uint length) => Payload(NFT.NFT_PAYLOAD_TRANSPORT_HEADER, offset, length);

    /// <summary>The frame's EtherType, within VLAN tags.</summary>
    public static NetlinkRequestWriter Protocol { get; } = Meta(NFT.NFT_META_PROTOCOL);

    /// <summary>The protocol in the IP packet, when all headers before it are whole.</summary>
    public static NetlinkRequestWriter TransportProtocol { get; } = Meta(NFT.NFT_META_L4PROTO);

    /// <summary>Goes on when it is equal.</summary>
    public static NetlinkRequestWriter Is(params byte[] value) => Compare(NFT.NFT_CMP_EQ, value);

    /// <summary>Goes on when it is not equal.</summary>
    public static NetlinkRequestWriter IsNot(params byte[] value) => Compare(NFT.NFT_CMP_NEQ, value);

    /// <summary>Two bytes of IPv6's fragment header; ends the rule where there is none.</summary>
    public static NetlinkRequestWriter FragmentHeader(uint offset) => Expression("exthdr", (ref writer) =>
    {
        writer.AttributeBigEndian(NFT.NFTA_EXTHDR_DREG, NFT.NFT_REG_1);
        writer.Attribute(NFT.NFTA_EXTHDR_TYPE, (byte)44);
        writer.AttributeBigEndian(NFT.NFTA_EXTHDR_OFFSET, offset);
        writer.AttributeBigEndian(NFT.NFTA_EXTHDR_LEN, 2u);
    });

    /// <summary>Keeps the bits that the mask has.</summary>
    public static NetlinkRequestWriter Mask(params byte[] mask) => Expression("bitwise", (ref writer) =>
    {
        writer.AttributeBigEndian(NFT.NFTA_BITWISE_SREG, NFT.NFT_REG_1);
        writer.AttributeBigEndian(NFT.NFTA_BITWISE_DREG, NFT.NFT_REG_1);
        writer.AttributeBigEndian(NFT.NFTA_BITWISE_LEN, (uint)mask.Length);
        Data(ref writer, NFT.NFTA_BITWISE_MASK, mask);
        Data(ref writer, NFT.NFTA_BITWISE_XOR, new byte[mask.Length]);
    });

    /// <summary>Keeps the first bits.</summary>
    public static NetlinkRequestWriter Prefix(int bits, int length)
    {
        byte[] mask = new byte[length];
        for (int i = 0; i < bits; i++)
            mask[i / 8] |= (byte)(0x80 >> (i % 8));
        return Mask(mask);
    }

    public static NetlinkRequestWriter Accept { get; } = Verdict(NFT.NF_ACCEPT, null);

    public static NetlinkRequestWriter Drop { get; } = Verdict(NFT.NF_DROP, null);

    /// <summary>Back to the chain that jumped here.</summary>
    public static NetlinkRequestWriter Return { get; } = Verdict(NFT.NFT_RETURN, null);

    /// <summary>To another chain, and not back: at its end the first chain's policy decides.</summary>
    public static NetlinkRequestWriter Goto(string chain) => Verdict(NFT.NFT_GOTO, chain);

    /// <summary>To another chain, and back at its end.</summary>
    public static NetlinkRequestWriter Jump(string chain) => Verdict(NFT.NFT_JUMP, chain);

    private static NetlinkRequestWriter Payload(uint from, uint offset, uint length) => Expression("payload", (ref writer) =>
    {
        writer.AttributeBigEndian(NFT.NFTA_PAYLOAD_DREG, NFT.NFT_REG_1);
        writer.AttributeBigEndian(NFT.NFTA_PAYLOAD_BASE, from);
        writer.AttributeBigEndian(NFT.NFTA_PAYLOAD_OFFSET, offset);
        writer.AttributeBigEndian(NFT.NFTA_PAYLOAD_LEN, length);
    });

    private static NetlinkRequestWriter Meta(uint key) => Expression("meta", (ref writer) =>
    {
        writer.AttributeBigEndian(NFT.NFTA_META_DREG, NFT.NFT_REG_1);
        writer.AttributeBigEndian(NFT.NFTA_META_KEY, key);
    });

    private static NetlinkRequestWriter Compare(uint operation, byte[] value) => Expression("cmp", (ref writer) =>
    {
        writer.AttributeBigEndian(NFT.NFTA_CMP_SREG, NFT.NFT_REG_1);
        writer.AttributeBigEndian(NFT.NFTA_CMP_OP, operation);
        Data(ref writer, NFT.NFTA_CMP_DATA, value);
    });

    private static NetlinkRequestWriter Verdict(int code, string? chain) => Expression("immediate", (ref writer) =>
    {
        writer.AttributeBigEndian(NFT.NFTA_IMMEDIATE_DREG, NFT.NFT_REG_VERDICT);
        int data = writer.BeginNested(NFT.NFTA_IMMEDIATE_DATA);
        int verdict = writer.BeginNested(NFT.NFTA_DATA_VERDICT);
        writer.AttributeBigEndian(NFT.NFTA_VERDICT_CODE, (uint)code);
        if (chain is not null)
            writer.Attribute(NFT.NFTA_VERDICT_CHAIN, chain);
        writer.EndNested(verdict);
        writer.EndNested(data);
    });

    private static void Data(ref NetlinkWriter writer, ushort type, byte[] value)
    {
        int data = writer.BeginNested(type);
        writer.Attribute(NFT.NFTA_DATA_VALUE, value);
        writer.EndNested(data);
    }

    private static NetlinkRequestWriter Expression(string name, NetlinkRequestWriter write) => (ref writer) =>
    {
        writer.Attribute(NFT.NFTA_EXPR_NAME, name);
        int data = writer.BeginNested(NFT.NFTA_EXPR_DATA);
        write(ref writer);
        writer.EndNested(data);
    };
}
