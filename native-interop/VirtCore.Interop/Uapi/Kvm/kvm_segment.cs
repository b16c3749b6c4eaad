namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: a segment register with its hidden part.</summary>
internal struct kvm_segment
{
    public ulong @base;
    public uint limit;
    public ushort selector;
    public byte type;
    public byte present;
    public byte dpl;
    public byte db;
    public byte s;
    public byte l;
    public byte g;
    public byte avl;
    public byte unusable;
    public byte padding;
}
