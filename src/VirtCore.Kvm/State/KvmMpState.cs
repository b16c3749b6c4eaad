namespace VirtCore.Kvm;

/// <summary>What a vCPU of a machine with several is doing.</summary>
/// <remarks><c>KVM_MP_STATE_*</c>. Meaningful with an in-kernel interrupt controller.</remarks>
public enum KvmMpState : uint
{
    /// <summary>It runs.</summary>
    Runnable = 0,

    /// <summary>It waits for an INIT: a processor that the guest has not started.</summary>
    Uninitialized = 1,

    /// <summary>It waits for a startup interrupt.</summary>
    InitReceived = 2,

    /// <summary>It halted, and waits for an interrupt.</summary>
    Halted = 3,

    /// <summary>A startup interrupt has come.</summary>
    SipiReceived = 4,
}
