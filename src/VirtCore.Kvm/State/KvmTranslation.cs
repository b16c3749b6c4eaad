using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>A linear address, and what the vCPU makes of it.</summary>
/// <remarks><c>struct kvm_translation</c>, see <see href="https://docs.kernel.org/virt/kvm/api.html">the KVM API</see>.</remarks>
public struct KvmTranslation
{
    internal kvm_translation Raw;

    /// <summary>The address that was asked for.</summary>
    public ulong LinearAddress
    {
        readonly get => Raw.linear_address;
        set => Raw.linear_address = value;
    }

    /// <summary>The guest physical address.</summary>
    public ulong PhysicalAddress
    {
        readonly get => Raw.physical_address;
        set => Raw.physical_address = value;
    }

    /// <summary>Whether there is one.</summary>
    public bool Valid
    {
        readonly get => Raw.valid != 0;
        set => Raw.valid = value ? (byte)1 : (byte)0;
    }

    /// <summary>Whether it may be written; the kernel says true always.</summary>
    public bool Writeable
    {
        readonly get => Raw.writeable != 0;
        set => Raw.writeable = value ? (byte)1 : (byte)0;
    }

    /// <summary>Whether the lowest privilege may use it; the kernel says false always.</summary>
    public bool Usermode
    {
        readonly get => Raw.usermode != 0;
        set => Raw.usermode = value ? (byte)1 : (byte)0;
    }
}
