namespace VirtCore.Kvm;

/// <summary>The parts of a saved state, in the order in which they stand. Numbers are never used again for something else.</summary>
internal enum StateSection : uint
{
    Machine = 1,
    PicMaster = 2,
    PicSlave = 3,
    Ioapic = 4,
    Pit = 5,
    Clock = 6,
    Vcpu = 16,
    Cpuid = 17,
    Sregs = 18,
    Regs = 19,
    Xsave = 20,
    Xcr0 = 21,
    DebugRegs = 22,
    Lapic = 23,
    Msrs = 24,
    Events = 25,
    MpState = 26,
}
