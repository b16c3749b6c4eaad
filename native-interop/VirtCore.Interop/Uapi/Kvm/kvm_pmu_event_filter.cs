namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: the head of KVM_SET_PMU_EVENT_FILTER; <see cref="nevents"/> events of 8 bytes follow.</summary>
internal unsafe struct kvm_pmu_event_filter
{
    public uint action;
    public uint nevents;
    public uint fixed_counter_bitmap;
    public uint flags;
    public fixed uint pad[4];
}
