using VirtCore.Kvm;

namespace VirtCore.LiveTests.Readme;

/// <summary>README's example of a machine without QEMU. A test compares the text between the marks with README's.</summary>
internal static class KvmExample
{
    public static void Run(Stream output)
    {
        // README begins
        ReadOnlySpan<byte> code =
        [
            0xBE, 0x00, 0x20, //       mov $0x2000, %si
            0xBA, 0xF8, 0x03, //       mov $0x3F8, %dx
            0xAC,             // next: lodsb
            0x84, 0xC0,       //       test %al, %al
            0x74, 0x03,       //       jz done
            0xEE,             //       out %al, (%dx)
            0xEB, 0xF8,       //       jmp next
            0xF4,             // done: hlt
        ];
        using KvmSystem kvm = KvmSystem.Open();
        using GuestMemory memory = GuestMemory.Create(1 << 20);
        memory.CopyFrom(0x1000, code);
        memory.CopyFrom(0x2000, "Hello from real mode.\n\0"u8);
        using KvmVm vm = kvm.CreateVm();
        vm.AddMemory(memory);
        KvmVcpu vcpu = vm.CreateVcpu();
        KvmSregs sregs = vcpu.GetSregs();
        sregs.Cs = sregs.Cs with { Base = 0, Selector = 0 };
        vcpu.SetSregs(sregs);
        vcpu.SetRegs(new KvmRegs { Rip = 0x1000, Rflags = 2 });
        for (KvmExit exit = vcpu.Run(); exit.Reason != KvmExitReason.Hlt; exit = vcpu.Run())
        {
            if (exit.Reason == KvmExitReason.Io)
                output.Write(exit.Io.Data);
        }
        // README ends
    }
}
