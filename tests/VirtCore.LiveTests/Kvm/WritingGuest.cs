using VirtCore.Kvm;
using Xunit;

namespace VirtCore.LiveTests.Kvm;

/// <summary>A real-mode guest of 1 MiB that writes the pages it is told to.</summary>
internal sealed class WritingGuest : IDisposable
{
    public const int Pages = 256;

    /// <summary>What <see cref="WriteAll"/> writes.</summary>
    public const int FirstOfAll = 16;
    public const int CountOfAll = 224;

    private const int CodeAddress = 0x1000;

    // mov $0x1000, %ax; 1: mov %ax, %es; movb $1, %es:0; add $0x100, %ax; cmp $0xF000, %ax; jne 1b; hlt
    private static readonly byte[] s_all = [0xB8, 0x00, 0x10, 0x8E, 0xC0, 0x26, 0xC6, 0x06, 0x00, 0x00, 0x01, 0x05, 0x00, 0x01, 0x3D, 0x00, 0xF0, 0x75, 0xF0, 0xF4];

    private readonly KvmSystem _system = KvmSystem.Open();
    private readonly GuestMemory _memory = GuestMemory.Create(Pages * 4096UL);
    private KvmVcpu? _vcpu;

    public WritingGuest()
    {
        Vm = _system.CreateVm();
        Slot = Vm.SetUserMemoryRegion(0, 0, _memory.Regions[0]);
    }

    public KvmVm Vm { get; }

    public KvmMemorySlot Slot { get; }

    /// <summary>Makes the vCPU, which a log of rings wants to come before.</summary>
    public void Start()
    {
        _vcpu = Vm.CreateVcpu();
        KvmSregs sregs = _vcpu.GetSregs();
        sregs.Cs = sregs.Cs with { Base = 0, Selector = 0 };
        _vcpu.SetSregs(sregs);
    }

    /// <summary>The guest writes a byte to each of these pages.</summary>
    public void Write(params ReadOnlySpan<int> pages)
    {
        List<byte> code = [];
        foreach (int page in pages)
            code.AddRange([0xB8, 0x00, (byte)page, 0x8E, 0xC0, 0x26, 0xC6, 0x06, 0x08, 0x00, 0x01]); // mov $page * 0x100, %ax; mov %ax, %es; movb $1, %es:8
        code.Add(0xF4); // hlt
        Run([.. code], static () => Assert.Fail("a ring is full of a few pages"));
    }

    /// <summary>The guest writes a byte to each of <see cref="CountOfAll"/> pages.</summary>
    /// <returns>How often a ring was full.</returns>
    public int WriteAll(Action whenFull) => Run(s_all, whenFull);

    public void Dispose()
    {
        Vm.Dispose();
        _memory.Dispose();
        _system.Dispose();
    }

    private int Run(byte[] code, Action whenFull)
    {
        code.CopyTo(_memory.GetSpan(CodeAddress, code.Length));
        _vcpu!.SetRegs(new KvmRegs { Rip = CodeAddress, Rflags = 2 });
        int full = 0;
        while (true)
        {
            KvmExit exit = _vcpu.Run();
            switch (exit.Reason)
            {
                case KvmExitReason.Hlt:
                    return full;
                case KvmExitReason.DirtyRingFull:
                    full++;
                    whenFull();
                    break;
                default:
                    Assert.Equal(KvmExitReason.Intr, exit.Reason);
                    break;
            }
        }
    }
}
