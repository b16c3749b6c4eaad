using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>A segment register with its hidden part, which a processor loads from a descriptor.</summary>
/// <remarks><c>struct kvm_segment</c>, see <see href="https://docs.kernel.org/virt/kvm/api.html">the KVM API</see>.</remarks>
public struct KvmSegment
{
    internal kvm_segment Raw;

    /// <summary>The linear address at which it begins.</summary>
    public ulong Base
    {
        readonly get => Raw.@base;
        set => Raw.@base = value;
    }

    /// <summary>The last offset within it, in bytes, with the granularity worked in.</summary>
    public uint Limit
    {
        readonly get => Raw.limit;
        set => Raw.limit = value;
    }

    /// <summary>What the guest loaded.</summary>
    public ushort Selector
    {
        readonly get => Raw.selector;
        set => Raw.selector = value;
    }

    /// <summary>The four type bits of the descriptor.</summary>
    public byte Type
    {
        readonly get => Raw.type;
        set => Raw.type = value;
    }

    /// <summary>Whether it is present.</summary>
    public bool Present
    {
        readonly get => Raw.present != 0;
        set => Raw.present = value ? (byte)1 : (byte)0;
    }

    /// <summary>The privilege level, 0 to 3.</summary>
    public byte Dpl
    {
        readonly get => Raw.dpl;
        set => Raw.dpl = value;
    }

    /// <summary>Whether operands are of 32 bits; false for 16, and for a 64-bit code segment.</summary>
    public bool Db
    {
        readonly get => Raw.db != 0;
        set => Raw.db = value ? (byte)1 : (byte)0;
    }

    /// <summary>Whether it is of code or data, and no system segment.</summary>
    public bool S
    {
        readonly get => Raw.s != 0;
        set => Raw.s = value ? (byte)1 : (byte)0;
    }

    /// <summary>Whether it is a 64-bit code segment.</summary>
    public bool L
    {
        readonly get => Raw.l != 0;
        set => Raw.l = value ? (byte)1 : (byte)0;
    }

    /// <summary>Whether the descriptor counts its limit in pages.</summary>
    public bool G
    {
        readonly get => Raw.g != 0;
        set => Raw.g = value ? (byte)1 : (byte)0;
    }

    /// <summary>The bit that the processor leaves to the system.</summary>
    public bool Avl
    {
        readonly get => Raw.avl != 0;
        set => Raw.avl = value ? (byte)1 : (byte)0;
    }

    /// <summary>Whether a null selector was loaded.</summary>
    public bool Unusable
    {
        readonly get => Raw.unusable != 0;
        set => Raw.unusable = value ? (byte)1 : (byte)0;
    }
}
