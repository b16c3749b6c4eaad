using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>The guest touched memory that is not there as it wants it.</summary>
public readonly unsafe ref struct KvmMemoryFaultExit
{
    private readonly kvm_run_memory_fault* _raw;

    internal KvmMemoryFaultExit(kvm_run_memory_fault* raw) => _raw = raw;

    /// <summary>Bit 3: the guest wanted it private (<c>KVM_MEMORY_EXIT_FLAG_PRIVATE</c>).</summary>
    public ulong Flags => _raw->flags;

    /// <summary>The guest physical address.</summary>
    public ulong GuestAddress => _raw->gpa;

    /// <summary>How many bytes.</summary>
    public ulong Length => _raw->size;
}
