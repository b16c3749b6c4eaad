using System.Runtime.InteropServices;

namespace VirtCore.Kvm;

/// <summary>The state of one vCPU, as <see cref="KvmVm.SaveState"/> found it.</summary>
public sealed class KvmVcpuState
{
    internal KvmVcpuState()
    {
    }

    // Fields, as the kernel's structs are large and their views want a place to look at.
    internal KvmSregs2 SregsValue;
    internal KvmRegs RegsValue;
    internal KvmDebugRegs DebugRegsValue;
    internal KvmLapicState LapicValue;
    internal KvmVcpuEvents EventsValue;
    internal KvmCpuidEntry[] CpuidValue = [];
    internal KvmMsrEntry[] MsrsValue = [];
    internal byte[] XsaveValue = [];

    /// <summary>Its number (<see cref="KvmVcpu.Id"/>).</summary>
    public uint Id { get; internal set; }

    /// <summary>The frequency that it counts time at, in kHz. 0: the kernel did not say.</summary>
    public uint TscKhz { get; internal set; }

    /// <summary>What CPUID answers in the guest.</summary>
    public ReadOnlySpan<KvmCpuidEntry> Cpuid => CpuidValue;

    /// <summary>The special registers. Before Linux 5.14 without the page directory pointers.</summary>
    public KvmSregs2 Sregs => SregsValue;

    /// <summary>The general registers.</summary>
    public KvmRegs Regs => RegsValue;

    /// <summary>The extended state, as XSAVE lays it out.</summary>
    public ReadOnlySpan<byte> Xsave => XsaveValue;

    /// <summary>XCR0, or null where the processor has none.</summary>
    public ulong? Xcr0 { get; internal set; }

    /// <summary>The debug registers as the guest has set them.</summary>
    public KvmDebugRegs DebugRegs => DebugRegsValue;

    /// <summary>The local APIC, or null where it is not in the kernel.</summary>
    public KvmLapicState? Lapic => HasLapic ? LapicValue : null;

    /// <summary>The MSRs, by rising number.</summary>
    public ReadOnlySpan<KvmMsrEntry> Msrs => MsrsValue;

    /// <summary>Exceptions and interrupts in delivery.</summary>
    public KvmVcpuEvents Events => EventsValue;

    /// <summary>What it is doing.</summary>
    public KvmMpState MpState { get; internal set; }

    internal bool HasLapic { get; set; }

    internal string Name => $"vCPU {Id}";

    internal void Write(StateWriter to)
    {
        to.Write(StateSection.Vcpu, new VcpuPart(Id, TscKhz));
        to.Write(StateSection.Cpuid, MemoryMarshal.AsBytes(Cpuid));
        to.Write(StateSection.Sregs, SregsValue);
        to.Write(StateSection.Regs, RegsValue);
        to.Write(StateSection.Xsave, XsaveValue);
        if (Xcr0 is { } xcr0)
            to.Write(StateSection.Xcr0, xcr0);
        to.Write(StateSection.DebugRegs, DebugRegsValue);
        if (HasLapic)
            to.Write(StateSection.Lapic, LapicValue);
        to.Write(StateSection.Msrs, MemoryMarshal.AsBytes(Msrs));
        to.Write(StateSection.Events, EventsValue);
        to.Write(StateSection.MpState, (uint)MpState);
    }

    internal static KvmVcpuState Read(ref StateReader from, bool hasLapic)
    {
        var state = new KvmVcpuState { HasLapic = hasLapic };
        (state.Id, state.TscKhz) = from.Read<VcpuPart>(StateSection.Vcpu);
        state.CpuidValue = from.ReadArray<KvmCpuidEntry>(StateSection.Cpuid, StateFormat.MostCpuidEntries);
        state.SregsValue = from.Read<KvmSregs2>(StateSection.Sregs);
        state.RegsValue = from.Read<KvmRegs>(StateSection.Regs);
        state.XsaveValue = from.ReadArray<byte>(StateSection.Xsave, StateFormat.MostXsaveBytes, KvmVcpu.LegacyXsaveSize);
        if (from.IsNext(StateSection.Xcr0))
            state.Xcr0 = from.Read<ulong>(StateSection.Xcr0);
        state.DebugRegsValue = from.Read<KvmDebugRegs>(StateSection.DebugRegs);
        if (hasLapic)
            state.LapicValue = from.Read<KvmLapicState>(StateSection.Lapic);
        state.MsrsValue = from.ReadArray<KvmMsrEntry>(StateSection.Msrs, StateFormat.MostMsrs);
        for (int i = 1; i < state.MsrsValue.Length; i++)
        {
            if (state.MsrsValue[i].Index <= state.MsrsValue[i - 1].Index)
                throw from.Wrong(StateSection.Msrs, $"has MSR 0x{state.MsrsValue[i].Index:X} after 0x{state.MsrsValue[i - 1].Index:X}");
        }

        state.EventsValue = from.Read<KvmVcpuEvents>(StateSection.Events);
        state.MpState = (KvmMpState)from.Read<uint>(StateSection.MpState);
        return state;
    }

    private readonly record struct VcpuPart(uint Id, uint TscKhz);
}
