using System.Runtime.InteropServices;
using CsCheck;
using VirtCore.Kvm;

namespace VirtCore.Tests.Kvm;

/// <summary>Saved states: a recorded one, and any that the format can hold.</summary>
internal static class SampleStates
{
    /// <summary>Two vCPUs of a real KVM.</summary>
    public static byte[] Recorded()
    {
        using var reader = new StreamReader(typeof(SampleStates).Assembly.GetManifestResourceStream("kvm/saved-state")!);
        Assert(reader.ReadLine()!.StartsWith('#'));
        return Convert.FromBase64String(reader.ReadToEnd());
    }

    /// <summary>As small as a state can be, with something in each place.</summary>
    public static KvmVmState Small() => Make(3, KvmIrqchipKind.None, 1, 2, 2, 4096);

    public static Gen<KvmVmState> Any { get; } =
        Gen.Select(Gen.Int, Gen.Enum<KvmIrqchipKind>(), Gen.Int[0, 3], Gen.Int[0, 40], Gen.Int[0, 300], Gen.Int[4096, 12000], Make);

    private static KvmVmState Make(int seed, KvmIrqchipKind irqchip, int vcpus, int cpuid, int msrs, int xsave)
    {
        Random random = new(seed);
        var state = new KvmVmState { Irqchip = irqchip, Clock = Random<KvmClockData>(random), VcpusValue = new KvmVcpuState[vcpus] };
        if (irqchip == KvmIrqchipKind.Kernel)
        {
            (state.PicMaster, state.PicSlave, state.Ioapic) = (Random<KvmIrqchipState>(random), Random<KvmIrqchipState>(random), Random<KvmIrqchipState>(random));
            (state.PicMaster.Chip, state.PicSlave.Chip, state.Ioapic.Chip) = (KvmIrqchip.PicMaster, KvmIrqchip.PicSlave, KvmIrqchip.Ioapic);
            state.HasPit = random.Next(2) == 0;
            if (state.HasPit)
                state.PitValue = Random<KvmPitState>(random);
        }

        for (int i = 0; i < vcpus; i++)
        {
            KvmVcpuState vcpu = state.VcpusValue[i] = new KvmVcpuState
            {
                Id = (uint)(3 * i + random.Next(3)),
                TscKhz = (uint)random.Next(),
                SregsValue = Random<KvmSregs2>(random),
                RegsValue = Random<KvmRegs>(random),
                DebugRegsValue = Random<KvmDebugRegs>(random),
                EventsValue = Random<KvmVcpuEvents>(random),
                MpState = (KvmMpState)random.Next(5),
                Xcr0 = random.Next(2) == 0 ? (ulong)random.NextInt64() : null,
                HasLapic = irqchip != KvmIrqchipKind.None,
                CpuidValue = new KvmCpuidEntry[cpuid],
                MsrsValue = new KvmMsrEntry[msrs],
                XsaveValue = new byte[xsave],
            };
            if (vcpu.HasLapic)
                vcpu.LapicValue = Random<KvmLapicState>(random);
            random.NextBytes(MemoryMarshal.AsBytes(vcpu.CpuidValue.AsSpan()));
            random.NextBytes(vcpu.XsaveValue);
            uint index = 0;
            foreach (ref KvmMsrEntry msr in vcpu.MsrsValue.AsSpan())
                msr = new KvmMsrEntry { Index = index += (uint)random.Next(1, 1 << 20), Data = (ulong)random.NextInt64() };
        }

        return state;
    }

    private static T Random<T>(Random random) where T : unmanaged
    {
        T value = default;
        random.NextBytes(MemoryMarshal.AsBytes(new Span<T>(ref value)));
        return value;
    }

    private static void Assert(bool holds)
    {
        if (!holds)
            throw new InvalidDataException("A recording begins with where it comes from.");
    }
}
