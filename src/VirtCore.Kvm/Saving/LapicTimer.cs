using System.Buffers.Binary;

namespace VirtCore.Kvm;

/// <summary>The timer of a local APIC, as its registers have it.</summary>
internal static class LapicTimer
{
    private const int Lvt = 0x320;
    private const uint Masked = 1 << 16;
    private const uint Mode = 3 << 17;
    private const uint DeadlineMode = 2 << 17;

    /// <summary>Whether it is to fire when the time stamp counter reaches a value.</summary>
    public static bool IsDeadlineAwaited(ref KvmLapicState lapic) =>
        (BinaryPrimitives.ReadUInt32LittleEndian(lapic.Regs[Lvt..]) & (Masked | Mode)) == DeadlineMode;
}
