using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>The processor refused to enter the guest.</summary>
public readonly unsafe ref struct KvmFailEntryExit
{
    private readonly kvm_run_fail_entry* _raw;

    internal KvmFailEntryExit(kvm_run_fail_entry* raw) => _raw = raw;

    /// <summary>Why, in the words of the processor manual.</summary>
    public ulong HardwareEntryFailureReason => _raw->hardware_entry_failure_reason;

    /// <summary>The host CPU (Linux 5.7).</summary>
    public uint Cpu => _raw->cpu;
}
