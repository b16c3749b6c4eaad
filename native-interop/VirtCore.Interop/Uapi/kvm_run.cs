using System.Runtime.InteropServices;

namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: the beginning of the page that a vCPU shares with the kernel, on x86. Of the union only what an exit for a port says.</summary>
[StructLayout(LayoutKind.Explicit, Size = 48)]
internal struct kvm_run
{
    [FieldOffset(1)]
    public byte immediate_exit;

    [FieldOffset(8)]
    public uint exit_reason;

    [FieldOffset(32)]
    public kvm_run_io io;
}
