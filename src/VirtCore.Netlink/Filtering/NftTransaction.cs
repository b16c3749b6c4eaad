using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>Changes to one table of nftables that are made together or not at all.</summary>
internal sealed class NftTransaction
{
    private readonly string _table;
    private readonly string _operation;
    private readonly List<NetlinkRequest> _requests = [];

    /// <param name="table">The table's name, in the family <c>netdev</c>.</param>
    /// <param name="operation">What is done, in words, for an error.</param>
    public NftTransaction(string table, string operation) => (_table, _operation) = (table, operation);

    /// <summary>What is sent together.</summary>
    public NetlinkRequest[] Requests() =>
        [Batch(NFNL.NFNL_MSG_BATCH_BEGIN), .. _requests, Batch(NFNL.NFNL_MSG_BATCH_END)];

    /// <summary>A table that lives as long as the socket that makes it.</summary>
    public void AddOwnedTable() => Add(NFT.NFT_MSG_NEWTABLE, NL.NLM_F_CREATE | NL.NLM_F_EXCL, (ref writer) =>
    {
        writer.Attribute(NFT.NFTA_TABLE_NAME, _table);
        writer.AttributeBigEndian(NFT.NFTA_TABLE_FLAGS, NFT.NFT_TABLE_F_OWNER);
    });

    public void DeleteTable() => Add(NFT.NFT_MSG_DELTABLE, 0, (ref writer) => writer.Attribute(NFT.NFTA_TABLE_NAME, _table));

    /// <summary>A chain that other chains go to.</summary>
    public void AddChain(string chain) => Add(NFT.NFT_MSG_NEWCHAIN, NL.NLM_F_CREATE | NL.NLM_F_EXCL, (ref writer) =>
    {
        writer.Attribute(NFT.NFTA_CHAIN_TABLE, _table);
        writer.Attribute(NFT.NFTA_CHAIN_NAME, chain);
    });

    /// <summary>A chain that every frame goes through which a link receives. What no rule accepts is dropped.</summary>
    public void AddIngressChain(string chain, string link) => Add(NFT.NFT_MSG_NEWCHAIN, NL.NLM_F_CREATE | NL.NLM_F_EXCL, (ref writer) =>
    {
        writer.Attribute(NFT.NFTA_CHAIN_TABLE, _table);
        writer.Attribute(NFT.NFTA_CHAIN_NAME, chain);
        int hook = writer.BeginNested(NFT.NFTA_CHAIN_HOOK);
        writer.AttributeBigEndian(NFT.NFTA_HOOK_HOOKNUM, NFT.NF_NETDEV_INGRESS);
        writer.AttributeBigEndian(NFT.NFTA_HOOK_PRIORITY, 0u);
        writer.Attribute(NFT.NFTA_HOOK_DEV, link);
        writer.EndNested(hook);
        writer.AttributeBigEndian(NFT.NFTA_CHAIN_POLICY, (uint)NFT.NF_DROP);
        writer.Attribute(NFT.NFTA_CHAIN_TYPE, "filter");
    });

    /// <summary>A rule at the end of a chain: expressions that are done one after another while they hold.</summary>
    public void AddRule(string chain, params NetlinkRequestWriter[] expressions) => Add(NFT.NFT_MSG_NEWRULE, NL.NLM_F_CREATE | NL.NLM_F_APPEND, (ref writer) =>
    {
        writer.Attribute(NFT.NFTA_RULE_TABLE, _table);
        writer.Attribute(NFT.NFTA_RULE_CHAIN, chain);
        int list = writer.BeginNested(NFT.NFTA_RULE_EXPRESSIONS);
        foreach (NetlinkRequestWriter expression in expressions)
        {
            int element = writer.BeginNested(NFT.NFTA_LIST_ELEM);
            expression(ref writer);
            writer.EndNested(element);
        }

        writer.EndNested(list);
    });

    private void Add(byte type, int flags, NetlinkRequestWriter write) =>
        _requests.Add(new NetlinkRequest((ushort)((NFNL.NFNL_SUBSYS_NFTABLES << 8) | type), (ushort)(NL.NLM_F_ACK | flags), _operation, (ref writer) =>
        {
            writer.Write(new nfgenmsg { nfgen_family = NFT.NFPROTO_NETDEV });
            write(ref writer);
        }));

    private NetlinkRequest Batch(ushort type) => new(type, 0, _operation, static (ref writer) =>
        writer.Write(new nfgenmsg { res_id = NFNL.NFNL_SUBSYS_NFTABLES << 8 })); // the higher byte first
}
