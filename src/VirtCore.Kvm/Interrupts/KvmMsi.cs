using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>A message-signalled interrupt, as a device writes it.</summary>
/// <remarks><c>struct kvm_msi</c>, see <see href="https://docs.kernel.org/virt/kvm/api.html">the KVM API</see>.</remarks>
public struct KvmMsi
{
    internal kvm_msi Raw;

    /// <summary>The low half of the address.</summary>
    public uint AddressLow
    {
        readonly get => Raw.address_lo;
        set => Raw.address_lo = value;
    }

    /// <summary>The high half of the address.</summary>
    public uint AddressHigh
    {
        readonly get => Raw.address_hi;
        set => Raw.address_hi = value;
    }

    /// <summary>What is written there: vector and mode.</summary>
    public uint Data
    {
        readonly get => Raw.data;
        set => Raw.data = value;
    }

    /// <summary>1 where the device's id counts (<c>KVM_MSI_VALID_DEVID</c>); not on x86.</summary>
    public uint Flags
    {
        readonly get => Raw.flags;
        set => Raw.flags = value;
    }

    /// <summary>The device's id.</summary>
    public uint DeviceId
    {
        readonly get => Raw.devid;
        set => Raw.devid = value;
    }
}
