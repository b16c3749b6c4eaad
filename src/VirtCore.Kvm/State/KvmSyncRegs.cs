namespace VirtCore.Kvm;

/// <summary>Registers that a run leaves in the shared page, so that no call fetches them.</summary>
/// <remarks><c>KVM_SYNC_X86_*</c>, Linux 4.17; <see cref="KvmCapability.SyncRegs"/> says which are there.</remarks>
[Flags]
public enum KvmSyncRegs : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><see cref="KvmRegs"/>.</summary>
    Regs = 1,

    /// <summary><see cref="KvmSregs"/>.</summary>
    Sregs = 2,

    /// <summary><see cref="KvmVcpuEvents"/>.</summary>
    Events = 4,
}
