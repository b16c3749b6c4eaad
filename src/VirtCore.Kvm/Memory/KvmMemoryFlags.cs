namespace VirtCore.Kvm;

/// <summary>How a memory slot behaves.</summary>
[Flags]
public enum KvmMemoryFlags : uint
{
    /// <summary>Read and written.</summary>
    None = 0,

    /// <summary>Written pages are logged (<c>KVM_MEM_LOG_DIRTY_PAGES</c>).</summary>
    LogDirtyPages = 1 << 0,

    /// <summary>Writes leave as MMIO exits (<c>KVM_MEM_READONLY</c>, <see cref="KvmCapability.ReadonlyMem"/>).</summary>
    ReadOnly = 1 << 1,

    /// <summary>A guest_memfd stands behind it as well (<c>KVM_MEM_GUEST_MEMFD</c>, Linux 6.8).</summary>
    GuestMemfd = 1 << 2,
}
