using System.Buffers.Binary;
using VirtCore.Interop;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;

namespace VirtCore.LiveTests.Kvm.Saving;

/// <summary>States that a VM or its host cannot take: a clear word, and the VM as it was; or, where the kernel breaks off, a VM that does not run.</summary>
public sealed class RestoreRefusalTests : LiveTest
{
    private const ulong MemoryBytes = 1 << 20;

    public RestoreRefusalTests() => Requires.Kvm();

    [Fact]
    public void Another_number_of_vCPUs() => Refused("2 vCPUs (0, 1)", kvm => new FlatMachine(kvm, MemoryBytes, 2));

    [Fact]
    public void No_interrupt_controllers() => Refused("kind None", kvm => new FlatMachine(kvm, MemoryBytes, irqchip: KvmIrqchipKind.None));

    [Fact]
    public void Other_interrupt_controllers() => Refused("kind Split", kvm => new FlatMachine(kvm, MemoryBytes, irqchip: KvmIrqchipKind.Split));

    [Fact]
    public void No_interval_timer() => Refused("interval timer", kvm => new FlatMachine(kvm, MemoryBytes, pit: false));

    [Fact]
    public void A_CPUID_feature_that_is_not_here() => Refused("CPUID 0x7.0 EDX bits 0x", change: static vcpu =>
        vcpu.CpuidValue = [new() { Function = 7, Flags = (KvmCpuidFlags)1, Edx = 1 }]);

    [Fact]
    public void An_MSR_that_KVM_does_not_know() => Refused("0xDEAD0001", change: static vcpu =>
        vcpu.MsrsValue = [.. vcpu.MsrsValue, new() { Index = 0xDEAD0001, Data = 1 }]);

    [Fact]
    public void A_larger_extended_state() => Refused("takes 65536 bytes", change: static vcpu => Array.Resize(ref vcpu.XsaveValue, 65536));

    [Fact]
    public void A_component_that_is_not_here() => Refused("0x4000000000000000", change: static vcpu =>
        BinaryPrimitives.WriteUInt64LittleEndian(vcpu.XsaveValue.AsSpan(512), 1UL << 62 | 3));

    [Fact]
    public void Events_that_are_not_switched_on() => Refused("ExceptionPayload", change: static vcpu => vcpu.EventsValue.Flags |= KvmVcpuEventFlags.Payload);

    [Fact]
    public void Another_time_stamp_counter()
    {
        using KvmSystem kvm = KvmSystem.Open();
        Assert.SkipWhen(kvm.CheckExtension(KvmCapability.TscControl) != 0, "this processor scales the time stamp counter");
        Refused("kHz", change: static vcpu => vcpu.TscKhz *= 2);
    }

    [Fact]
    public void A_part_that_the_kernel_refuses_leaves_a_VM_that_does_not_run()
    {
        using KvmSystem kvm = KvmSystem.Open();
        using FlatMachine machine = new(kvm, MemoryBytes);
        machine.Begin(0, default);
        KvmVmState good = machine.Vm.SaveState();
        KvmVmState bad = KvmVmState.Read(good.ToArray());
        bad.VcpusValue[0].DebugRegsValue.Dr7 = 1UL << 40; // reserved
        Assert.Equal("KVM_SET_DEBUGREGS", Assert.Throws<KernelException>(() => machine.Vm.RestoreState(bad)).Operation);
        Assert.Contains("two states", Assert.Throws<InvalidOperationException>(() => { machine.Vcpus[0].Run(); }).Message, StringComparison.Ordinal);
        Assert.Contains("two states", Assert.Throws<InvalidOperationException>(() => { machine.Vcpus[0].CompleteExit(); }).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => machine.Vm.SaveState());

        machine.Vm.RestoreState(good);
        machine.Memory.Write<byte>(FlatMachine.CodeAt, 0xEE); // out %al, (%dx)
        Assert.Equal(KvmExitReason.Io, machine.Vcpus[0].Run().Reason);
    }

    [Fact]
    public void MSRs_that_the_kernel_refuses_are_all_named()
    {
        using KvmSystem kvm = KvmSystem.Open();
        using FlatMachine machine = new(kvm, MemoryBytes);
        machine.Begin(0, default);
        KvmVmState state = machine.Vm.SaveState();
        foreach (ref KvmMsrEntry msr in state.VcpusValue[0].MsrsValue.AsSpan())
        {
            if (msr.Index is 0x200 or 0x202)
                msr.Data = 2; // is no memory type
        }

        KernelException refused = Assert.Throws<KernelException>(() => machine.Vm.RestoreState(state));
        Assert.Equal("KVM_SET_MSRS", refused.Operation);
        Assert.Contains("0x200 = 0x2, 0x202 = 0x2.", refused.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => { machine.Vcpus[0].Run(); });
    }

    [Fact]
    public void A_VM_that_is_disposed_or_whose_system_is()
    {
        using KvmSystem kvm = KvmSystem.Open();
        FlatMachine machine = new(kvm, MemoryBytes);
        KvmVmState state = machine.Vm.SaveState();
        kvm.Dispose();
        Assert.Throws<ObjectDisposedException>(() => machine.Vm.SaveState());
        Assert.Throws<ObjectDisposedException>(() => machine.Vm.RestoreState(state));
        machine.Dispose();
        Assert.Throws<ObjectDisposedException>(() => machine.Vm.SaveState());
        Assert.Throws<ObjectDisposedException>(() => machine.Vm.RestoreState(state));
    }

    private static void Refused(string word, Func<KvmSystem, FlatMachine>? target = null, Action<KvmVcpuState>? change = null)
    {
        using KvmSystem kvm = KvmSystem.Open();
        using FlatMachine source = new(kvm, MemoryBytes);
        source.Begin(0, new KvmRegs { Rax = 1 });
        KvmVmState state = source.Vm.SaveState();
        change?.Invoke(state.VcpusValue[0]);
        using FlatMachine other = target?.Invoke(kvm) ?? new FlatMachine(kvm, MemoryBytes);
        other.Begin(0, new KvmRegs { Rax = 2 });
        KvmVmState before = other.Vm.SaveState();
        Assert.Contains(word, Assert.Throws<NotSupportedException>(() => other.Vm.RestoreState(state)).Message, StringComparison.Ordinal);

        KvmVmState after = other.Vm.SaveState();
        for (int i = 0; i < before.Vcpus.Count; i++)
        {
            foreach (KvmVcpuState vcpu in (ReadOnlySpan<KvmVcpuState>)[before.VcpusValue[i], after.VcpusValue[i]])
                vcpu.MsrsValue[Array.FindIndex(vcpu.MsrsValue, static msr => msr.Index == 0x10)].Data = 0;
        }

        before.Clock = after.Clock = default;
        Assert.Equal(before.ToArray(), after.ToArray());
    }
}
