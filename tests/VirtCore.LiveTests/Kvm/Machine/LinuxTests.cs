using System.Diagnostics;
using System.Text;
using VirtCore.Kvm;
using VirtCore.KvmMachine;
using VirtCore.LiveTests.Leftovers;
using VirtCore.Tool.Guest;
using Xunit;

namespace VirtCore.LiveTests.Kvm.Machine;

/// <summary>A real Linux kernel on this API alone: serial console, no disk, an initramfs.</summary>
public sealed class LinuxTests : LiveTest
{
    private const ulong MemoryBytes = 256 << 20;
    private const string CommandLine = "console=ttyS0 earlyprintk=ttyS0 acpi=off pci=off noapic nokaslr reboot=t panic=-1 i8042.noaux i8042.nokbd tsc=reliable mitigations=off";

    [Fact]
    [Trait("lab", "newest")]
    public void Linux_comes_to_its_first_user_space_line()
    {
        Requires.Kvm();
        Requires.HardwareKvm();
        (string kernel, string busybox) = Requires.LinuxGuest();
        string initramfs = Path.Combine(PrivateDirectory, "initramfs");
        LinuxGuest.WriteInitramfs(initramfs, busybox);

        using KvmSystem kvm = KvmSystem.Open();
        var console = new StringBuilder();
        SmallMachine? machine = null;
        using SmallMachine made = machine = new SmallMachine(kvm, MemoryBytes, value =>
        {
            console.Append((char)value);
            if (value == '\n' && console.ToString().Contains(LinuxGuest.ReadyLine, StringComparison.Ordinal))
                machine!.Stop();
        }, isPc: true);
        ulong entry = LinuxLoader.Load(made.Memory, File.ReadAllBytes(kernel), File.ReadAllBytes(initramfs), $"{CommandLine} {new LinuxGuest { DirtyMebibytesPerSecond = 1, WorkingSetMebibytes = 1 }.CommandLine}");
        BootSetup.Prepare(made.Vcpu, made.Memory, BootMode.Long, entry);
        KvmRegs regs = made.Vcpu.GetRegs();
        regs.Rsi = LinuxLoader.ZeroPageAddress;
        made.Vcpu.SetRegs(regs);

        long begin = Stopwatch.GetTimestamp();
        MachineEnd end = made.Run(Patience.Seconds(20));
        TestContext.Current.TestOutputHelper!.WriteLine($"{end} after {Stopwatch.GetElapsedTime(begin).TotalSeconds:F1} s");
        Assert.True(end == MachineEnd.Stopped, $"{end}. The console's end:\n{(console.Length > 3000 ? console.ToString(console.Length - 3000, 3000) : console.ToString())}");
        Assert.Contains("Linux version", console.ToString(), StringComparison.Ordinal);
    }
}
