using VirtCore.Kvm;

namespace VirtCore.LiveTests.Kvm.Saving;

/// <summary>A VM whose vCPUs run 32-bit code without paging: each address is a physical one.</summary>
internal sealed class FlatMachine : IDisposable
{
    public const ulong CodeAt = 0x1000;

    private readonly KvmVcpu[] _vcpus;

    public FlatMachine(KvmSystem kvm, ulong memoryBytes, int vcpus = 1, KvmIrqchipKind irqchip = KvmIrqchipKind.Kernel, bool pit = true, ReadOnlySpan<KvmCpuidEntry> cpuid = default)
    {
        Vm = kvm.CreateVm();
        Memory = GuestMemory.Create(memoryBytes);
        Vm.AddMemory(Memory);
        if (irqchip == KvmIrqchipKind.Kernel)
            Vm.CreateIrqchip();
        else if (irqchip == KvmIrqchipKind.Split)
            Vm.EnableSplitIrqchip();
        if (pit && irqchip == KvmIrqchipKind.Kernel)
            Vm.CreatePit();
        _vcpus = new KvmVcpu[vcpus];
        for (int i = 0; i < vcpus; i++)
        {
            _vcpus[i] = Vm.CreateVcpu((uint)i);
            if (!cpuid.IsEmpty)
                _vcpus[i].SetCpuid(cpuid);
        }
    }

    public KvmVm Vm { get; }

    public GuestMemory Memory { get; }

    public ReadOnlySpan<KvmVcpu> Vcpus => _vcpus;

    public KvmMemorySlot Slot => Vm.MemorySlots[0];

    /// <summary>Makes a vCPU ready to run what stands at <see cref="CodeAt"/>.</summary>
    public void Begin(int vcpu, KvmRegs regs)
    {
        KvmSregs sregs = _vcpus[vcpu].GetSregs();
        sregs.Cs = Flat(8, 0xB);
        sregs.Ds = sregs.Es = sregs.Fs = sregs.Gs = sregs.Ss = Flat(16, 0x3);
        sregs.Cr0 |= 1;
        _vcpus[vcpu].SetSregs(sregs);
        regs.Rip = CodeAt;
        regs.Rflags = 2;
        _vcpus[vcpu].SetRegs(regs);
        if (vcpu != 0)
            _vcpus[vcpu].SetMpState(KvmMpState.Runnable); // no one of the guest's starts it
    }

    public void Dispose()
    {
        Vm.Dispose();
        Memory.Dispose();
    }

    private static KvmSegment Flat(ushort selector, byte type) =>
        new() { Selector = selector, Type = type, Limit = uint.MaxValue, Present = true, S = true, Db = true, G = true };
}
