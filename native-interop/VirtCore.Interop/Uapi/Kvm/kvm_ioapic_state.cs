namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: the I/O APIC.</summary>
internal unsafe struct kvm_ioapic_state
{
    public ulong base_address;
    public uint ioregsel;
    public uint id;
    public uint irr;
    public uint pad;
    /// <summary>The entries as bits.</summary>
    public fixed ulong redirtbl[24];
}
