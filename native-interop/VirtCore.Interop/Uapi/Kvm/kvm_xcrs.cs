using System.Runtime.CompilerServices;

namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: the extended control registers.</summary>
internal unsafe struct kvm_xcrs
{
    public uint nr_xcrs;
    public uint flags;
    public Registers xcrs;
    public fixed ulong padding[16];

    [InlineArray(16)]
    public struct Registers
    {
        private kvm_xcr _first;
    }
}
