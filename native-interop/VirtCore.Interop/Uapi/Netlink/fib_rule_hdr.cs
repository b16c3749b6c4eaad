namespace VirtCore.Interop.Uapi;

/// <summary>linux/fib_rules.h: the fixed part of a rule's message.</summary>
internal struct fib_rule_hdr
{
    public byte family;
    public byte dst_len;
    public byte src_len;
    public byte tos;
    public byte table;
    public byte res1;
    public byte res2;
    public byte action;
    public uint flags;
}
