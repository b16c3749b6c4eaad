using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>The in-kernel PIT (i8254): its three channels.</summary>
/// <remarks><c>struct kvm_pit_state2</c>, see <see href="https://docs.kernel.org/virt/kvm/api.html">the KVM API</see>.</remarks>
public struct KvmPitState
{
    internal kvm_pit_state2 Raw;

    /// <summary>1 where the HPET has taken its interrupt, 2 where the speaker's data is on.</summary>
    public uint Flags
    {
        readonly get => Raw.flags;
        set => Raw.flags = value;
    }
}
