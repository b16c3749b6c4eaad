using System.Runtime.InteropServices;

namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: the beginning of the pages that a vCPU shares with the kernel, on x86.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct kvm_run
{
    [FieldOffset(0)]
    public byte request_interrupt_window;

    [FieldOffset(1)]
    public byte immediate_exit;

    [FieldOffset(2)]
    public fixed byte padding1[6];

    [FieldOffset(8)]
    public uint exit_reason;

    [FieldOffset(12)]
    public byte ready_for_interrupt_injection;

    [FieldOffset(13)]
    public byte if_flag;

    [FieldOffset(14)]
    public ushort flags;

    [FieldOffset(16)]
    public ulong cr8;

    [FieldOffset(24)]
    public ulong apic_base;

    [FieldOffset(32)]
    public kvm_run_hw hw;

    [FieldOffset(32)]
    public kvm_run_fail_entry fail_entry;

    [FieldOffset(32)]
    public kvm_run_ex ex;

    [FieldOffset(32)]
    public kvm_run_io io;

    [FieldOffset(32)]
    public kvm_run_debug debug;

    [FieldOffset(32)]
    public kvm_run_mmio mmio;

    [FieldOffset(32)]
    public kvm_run_hypercall hypercall;

    [FieldOffset(32)]
    public kvm_run_tpr_access tpr_access;

    [FieldOffset(32)]
    public kvm_run_internal @internal;

    [FieldOffset(32)]
    public kvm_run_emulation_failure emulation_failure;

    [FieldOffset(32)]
    public kvm_run_system_event system_event;

    [FieldOffset(32)]
    public kvm_run_eoi eoi;

    [FieldOffset(32)]
    public kvm_hyperv_exit hyperv;

    [FieldOffset(32)]
    public kvm_run_msr msr;

    [FieldOffset(32)]
    public kvm_xen_exit xen;

    [FieldOffset(32)]
    public kvm_run_notify notify;

    /// <summary>Linux 6.8.</summary>
    [FieldOffset(32)]
    public kvm_run_memory_fault memory_fault;

    /// <summary>Linux 6.16.</summary>
    [FieldOffset(32)]
    public kvm_run_tdx tdx;

    /// <summary>By Linux 7.2.</summary>
    [FieldOffset(32)]
    public kvm_exit_snp_req_certs snp_req_certs;

    [FieldOffset(32)]
    public fixed byte padding[256];

    [FieldOffset(288)]
    public ulong kvm_valid_regs;

    [FieldOffset(296)]
    public ulong kvm_dirty_regs;

    [FieldOffset(304)]
    public kvm_run_s s;
}
