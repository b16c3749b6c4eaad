namespace VirtCore.Kvm;

/// <summary>Which parts of a <see cref="KvmVcpuEvents"/> are valid, or are to be set.</summary>
[Flags]
public enum KvmVcpuEventFlags : uint
{
    /// <summary>None of the parts below.</summary>
    None = 0,

    /// <summary><see cref="KvmVcpuEvents.NmiPending"/>.</summary>
    NmiPending = 1,

    /// <summary><see cref="KvmVcpuEvents.SipiVector"/>.</summary>
    SipiVector = 2,

    /// <summary><see cref="KvmVcpuEvents.InterruptShadow"/>.</summary>
    Shadow = 4,

    /// <summary>All of system management mode.</summary>
    Smm = 8,

    /// <summary>The payload, and <see cref="KvmVcpuEvents.ExceptionPending"/>. Linux 4.20.</summary>
    Payload = 0x10,

    /// <summary><see cref="KvmVcpuEvents.TripleFaultPending"/>. Linux 6.0.</summary>
    TripleFault = 0x20,
}
