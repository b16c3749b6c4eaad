using System.Runtime.CompilerServices;

namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: what KVM_X86_SET_MSR_FILTER takes.</summary>
internal struct kvm_msr_filter
{
    public uint flags;
    public Ranges ranges;

    [InlineArray(16)]
    public struct Ranges
    {
        private kvm_msr_filter_range _first;
    }
}
