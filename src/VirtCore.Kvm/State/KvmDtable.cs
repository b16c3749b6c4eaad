using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>A descriptor table register: GDTR or IDTR.</summary>
/// <remarks><c>struct kvm_dtable</c>, see <see href="https://docs.kernel.org/virt/kvm/api.html">the KVM API</see>.</remarks>
public struct KvmDtable
{
    internal kvm_dtable Raw;

    /// <summary>The linear address of the table.</summary>
    public ulong Base
    {
        readonly get => Raw.@base;
        set => Raw.@base = value;
    }

    /// <summary>The last offset within it, in bytes.</summary>
    public ushort Limit
    {
        readonly get => Raw.limit;
        set => Raw.limit = value;
    }
}
