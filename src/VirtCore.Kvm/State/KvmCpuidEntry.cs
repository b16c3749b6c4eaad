using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>What CPUID answers to one leaf and subleaf.</summary>
/// <remarks><c>struct kvm_cpuid_entry2</c>, see <see href="https://docs.kernel.org/virt/kvm/api.html">the KVM API</see>.</remarks>
public struct KvmCpuidEntry
{
    internal kvm_cpuid_entry2 Raw;

    /// <summary>The leaf: EAX when asked.</summary>
    public uint Function
    {
        readonly get => Raw.function;
        set => Raw.function = value;
    }

    /// <summary>The subleaf: ECX when asked.</summary>
    public uint Index
    {
        readonly get => Raw.index;
        set => Raw.index = value;
    }

    /// <summary>Whether the subleaf counts.</summary>
    public KvmCpuidFlags Flags
    {
        readonly get => (KvmCpuidFlags)Raw.flags;
        set => Raw.flags = (uint)value;
    }

    /// <summary>The answer in EAX.</summary>
    public uint Eax
    {
        readonly get => Raw.eax;
        set => Raw.eax = value;
    }

    /// <summary>The answer in EBX.</summary>
    public uint Ebx
    {
        readonly get => Raw.ebx;
        set => Raw.ebx = value;
    }

    /// <summary>The answer in ECX.</summary>
    public uint Ecx
    {
        readonly get => Raw.ecx;
        set => Raw.ecx = value;
    }

    /// <summary>The answer in EDX.</summary>
    public uint Edx
    {
        readonly get => Raw.edx;
        set => Raw.edx = value;
    }
}
