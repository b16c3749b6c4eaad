using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>A model-specific register and its value.</summary>
/// <remarks><c>struct kvm_msr_entry</c>, see <see href="https://docs.kernel.org/virt/kvm/api.html">the KVM API</see>.</remarks>
public struct KvmMsrEntry
{
    internal kvm_msr_entry Raw;

    /// <summary>Which.</summary>
    public uint Index
    {
        readonly get => Raw.index;
        set => Raw.index = value;
    }

    /// <summary>Its value.</summary>
    public ulong Data
    {
        readonly get => Raw.data;
        set => Raw.data = value;
    }
}
