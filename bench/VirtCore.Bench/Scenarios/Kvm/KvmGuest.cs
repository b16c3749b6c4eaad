using VirtCore.Kvm;

namespace VirtCore.Bench;

/// <summary>A real-mode guest of a few bytes, made as the floor makes it.</summary>
internal sealed class KvmGuest : IDisposable
{
    public const byte Port = 0x10;

    private const ulong Code = 0x1000;
    private const ulong MemoryBytes = 64 << 20;

    private readonly GuestMemory _memory;
    private readonly KvmVm _vm;

    public KvmGuest(KvmSystem kvm, ReadOnlySpan<byte> code)
    {
        _vm = kvm.CreateVm();
        _memory = GuestMemory.Create(MemoryBytes);
        code.CopyTo(_memory.GetSpan(Code, code.Length));
        _vm.AddMemory(_memory);
        Vcpu = _vm.CreateVcpu();
        KvmSregs sregs = Vcpu.GetSregs();
        KvmSegment cs = sregs.Cs;
        cs.Base = cs.Selector = 0;
        sregs.Cs = cs;
        Vcpu.SetSregs(sregs);
        StartOver();
    }

    public KvmVcpu Vcpu { get; }

    /// <summary>mov $0x10, %dx; 1: out %al, (%dx); jmp 1b</summary>
    public static ReadOnlySpan<byte> Writes => [0xBA, Port, 0x00, 0xEE, 0xEB, 0xFD];

    /// <summary>out %al, $0x10; 1: jmp 1b</summary>
    public static ReadOnlySpan<byte> Spins => [0xE6, Port, 0xEB, 0xFE];

    /// <summary>hlt</summary>
    public static ReadOnlySpan<byte> Halts => [0xF4];

    public void StartOver() => Vcpu.SetRegs(new KvmRegs { Rip = Code, Rflags = 2 });

    /// <summary>Runs on until it leaves for another reason than a signal.</summary>
    public KvmExit Run()
    {
        while (true)
        {
            KvmExit exit = Vcpu.Run();
            if (exit.Reason != KvmExitReason.Intr)
                return exit;
        }
    }

    public void Dispose()
    {
        _vm.Dispose();
        _memory.Dispose();
    }
}
