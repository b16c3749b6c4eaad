namespace VirtCore.Kvm;

/// <summary>What the host debugs in a vCPU.</summary>
[Flags]
public enum KvmGuestDebugFlags : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The rest counts (<c>KVM_GUESTDBG_ENABLE</c>).</summary>
    Enable = 1,

    /// <summary>An exit after each instruction.</summary>
    SingleStep = 2,

    /// <summary>An exit at an INT3.</summary>
    SoftwareBreakpoint = 1 << 16,

    /// <summary>The debug registers are the host's.</summary>
    HardwareBreakpoint = 1 << 17,

    /// <summary>The guest gets a debug exception.</summary>
    InjectDebug = 1 << 18,

    /// <summary>The guest gets a breakpoint exception.</summary>
    InjectBreakpoint = 1 << 19,

    /// <summary>No interrupt during a step (Linux 5.18).</summary>
    BlockInterrupts = 1 << 20,
}
