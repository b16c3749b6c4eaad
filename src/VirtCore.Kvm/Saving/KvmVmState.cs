using System.Buffers;

namespace VirtCore.Kvm;

/// <summary>The state of a whole VM but for its memory: vCPUs, interrupt controllers, timer and clock, as <see cref="KvmVm.SaveState"/> found them.</summary>
/// <remarks>
/// It does not change, and may be read from any thread. As bytes it has a version, a length and a checksum (CRC-64) that finds damage, not forgery: whoever may change the bytes may set
/// every register of the guest. It holds no memory, routes of interrupts, eventfds, MSR filters, machine check banks or devices: whoever made the VM makes those again.
/// </remarks>
public sealed class KvmVmState
{
    internal KvmVmState()
    {
    }

    internal KvmIrqchipState PicMaster;
    internal KvmIrqchipState PicSlave;
    internal KvmIrqchipState Ioapic;
    internal KvmPitState PitValue;
    internal KvmVcpuState[] VcpusValue = [];

    /// <summary>How many bytes a saved state has at most: 256 MiB, enough for the 4,096 vCPUs that KVM makes at most.</summary>
    public const int MostBytes = StateFormat.MostBytes;

    /// <summary>Where the VM's interrupt controllers are.</summary>
    public KvmIrqchipKind Irqchip { get; internal set; }

    /// <summary>The interval timer, or null where it is not in the kernel.</summary>
    public KvmPitState? Pit => HasPit ? PitValue : null;

    /// <summary>The guest's clock at that moment.</summary>
    public KvmClockData Clock { get; internal set; }

    /// <summary>The vCPUs, by rising number.</summary>
    public IReadOnlyList<KvmVcpuState> Vcpus => VcpusValue;

    internal bool HasPit { get; set; }

    /// <summary>The state as bytes, which <see cref="Read"/> takes.</summary>
    /// <exception cref="InvalidOperationException">There are more than <see cref="MostBytes"/>.</exception>
    public byte[] ToArray()
    {
        var to = new StateWriter(VcpusValue.Length);
        to.Write(StateSection.Machine, (uint)Irqchip);
        if (Irqchip == KvmIrqchipKind.Kernel)
        {
            to.Write(StateSection.PicMaster, PicMaster);
            to.Write(StateSection.PicSlave, PicSlave);
            to.Write(StateSection.Ioapic, Ioapic);
        }

        if (HasPit)
            to.Write(StateSection.Pit, PitValue);
        to.Write(StateSection.Clock, Clock);
        foreach (KvmVcpuState vcpu in VcpusValue)
            vcpu.Write(to);
        return to.Finish();
    }

    /// <summary>Writes the state as bytes, which <see cref="Read"/> takes.</summary>
    /// <exception cref="InvalidOperationException">There are more than <see cref="MostBytes"/>.</exception>
    public void Write(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(ToArray());
    }

    /// <summary>Reads a state from bytes. Whether a host can take it, <see cref="KvmVm.RestoreState"/> says.</summary>
    /// <param name="bytes">The state, and nothing after it. They may come from anywhere: no more is allocated than they hold.</param>
    /// <exception cref="InvalidDataException">They are no saved state, cut off, damaged, of another version or machine, or impossible. The message says where.</exception>
    public static KvmVmState Read(ReadOnlySpan<byte> bytes)
    {
        var from = new StateReader(bytes);
        var state = new KvmVmState { Irqchip = (KvmIrqchipKind)from.Read<uint>(StateSection.Machine) };
        if (state.Irqchip > KvmIrqchipKind.Kernel)
            throw from.Wrong(StateSection.Machine, $"has a kind of interrupt controllers, {(uint)state.Irqchip}, that this version of the format has not");
        if (state.Irqchip == KvmIrqchipKind.Kernel)
        {
            state.PicMaster = ReadChip(ref from, StateSection.PicMaster, KvmIrqchip.PicMaster);
            state.PicSlave = ReadChip(ref from, StateSection.PicSlave, KvmIrqchip.PicSlave);
            state.Ioapic = ReadChip(ref from, StateSection.Ioapic, KvmIrqchip.Ioapic);
            if (from.IsNext(StateSection.Pit))
            {
                state.HasPit = true;
                state.PitValue = from.Read<KvmPitState>(StateSection.Pit);
            }
        }

        state.Clock = from.Read<KvmClockData>(StateSection.Clock);
        var vcpus = new List<KvmVcpuState>(); // it grows with what is read, not with what is announced
        for (int i = 0; i < from.Vcpus; i++)
        {
            KvmVcpuState vcpu = KvmVcpuState.Read(ref from, state.Irqchip != KvmIrqchipKind.None);
            if (i > 0 && vcpu.Id <= vcpus[i - 1].Id)
                throw from.Wrong(StateSection.Vcpu, $"is of vCPU {vcpu.Id}, after {vcpus[i - 1].Id}");
            vcpus.Add(vcpu);
        }

        from.End();
        state.VcpusValue = [.. vcpus];
        return state;
    }

    private static KvmIrqchipState ReadChip(ref StateReader from, StateSection section, KvmIrqchip chip)
    {
        KvmIrqchipState state = from.Read<KvmIrqchipState>(section);
        return state.Chip == chip ? state : throw from.Wrong(section, $"is of controller {(uint)state.Chip}");
    }
}
