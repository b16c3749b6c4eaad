namespace VirtCore.Interop.Uapi;

/// <summary>linux/netfilter/nfnetlink.h: the fixed part of a message of netfilter's. The number of the resource has its higher byte first.</summary>
internal struct nfgenmsg
{
    public byte nfgen_family;
    public byte version;
    public ushort res_id;
}
