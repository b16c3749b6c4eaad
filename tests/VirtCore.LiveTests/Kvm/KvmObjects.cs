using System.Runtime.InteropServices;
using VirtCore.Kvm;

namespace VirtCore.LiveTests.Kvm;

/// <summary>One object of each kind. Unless it is told otherwise, the guest halts.</summary>
internal sealed class KvmObjects : IDisposable
{
    /// <summary>Where the guest's code is. Below there is no memory.</summary>
    public const ulong CodeAddress = 0x10000;

    private readonly GuestMemory _memory = GuestMemory.Create(0x10000);

    /// <param name="code">What the guest does, in real mode.</param>
    public KvmObjects(params ReadOnlySpan<byte> code)
    {
        System = KvmSystem.Open();
        Vm = System.CreateVm();
        (code.IsEmpty ? [0xF4] : code).CopyTo(_memory.GetSpan(0, Math.Max(code.Length, 1))); // hlt
        Slot = Vm.SetUserMemoryRegion(0, CodeAddress, _memory.Regions[0]);
        Vcpu = CreateVcpu(0);
        if (Vm.CanCreateDevice(KvmCreateDeviceType.Vfio))
            Device = Vm.CreateDevice(KvmCreateDeviceType.Vfio);
    }

    public KvmSystem System { get; }

    public KvmVm Vm { get; }

    public KvmVcpu Vcpu { get; }

    public KvmMemorySlot Slot { get; }

    public GuestMemory Memory => _memory;

    public KvmDevice? Device { get; }

    /// <summary>Makes a vCPU that stands at the code.</summary>
    public KvmVcpu CreateVcpu(uint id)
    {
        KvmVcpu vcpu = Vm.CreateVcpu(id);
        KvmSregs sregs = vcpu.GetSregs();
        sregs.Cs = sregs.Cs with { Base = CodeAddress, Selector = (ushort)(CodeAddress >> 4) };
        vcpu.SetSregs(sregs);
        vcpu.SetRegs(new KvmRegs { Rflags = 2 });
        return vcpu;
    }

    public SafeHandle HandleOf(KvmKinds kind) => kind switch
    {
        KvmKinds.System => System.Descriptor,
        KvmKinds.Vm => Vm.Descriptor,
        KvmKinds.Vcpu => Vcpu.Descriptor,
        _ => Device!.Descriptor,
    };

    public void Dispose()
    {
        Device?.Dispose();
        Vcpu.Dispose();
        Vm.Dispose();
        System.Dispose();
        _memory.Dispose();
    }
}
