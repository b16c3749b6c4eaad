using System.Diagnostics;
using System.Globalization;
using VirtCore.Kvm;

namespace VirtCore.Bench;

/// <summary>What README's example of a machine does, in a process that does nothing else: <c>VirtCore.Bench --hello</c>.</summary>
internal static class Hello
{
    public const string Argument = "--hello";

    /// <summary>Prints the guest's line, and then how long that took from the beginning of Main, in ms.</summary>
    public static void Run(long begin)
    {
        ReadOnlySpan<byte> code = [0xBE, 0x00, 0x20, 0xBA, 0xF8, 0x03, 0xAC, 0x84, 0xC0, 0x74, 0x03, 0xEE, 0xEB, 0xF8, 0xF4];
        using Stream output = Console.OpenStandardOutput();
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

        TimeSpan time = Stopwatch.GetElapsedTime(begin);
        output.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F3}\n")));
    }
}
