using System.Buffers.Binary;
using Iced.Intel;
using VirtCore.Interop;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Saving;

/// <summary>A VM's state, saved and restored on the real KVM: the same afterwards, and the guest goes on.</summary>
public sealed class SaveRestoreTests : LiveTest
{
    private const ulong MemoryBytes = 1 << 20;
    private const uint Tsc = 0x10;
    private const ulong MmioAt = 0xE0000000;

    public SaveRestoreTests() => Requires.Kvm();

    public static TheoryData<KvmIrqchipKind> Kinds => [KvmIrqchipKind.None, KvmIrqchipKind.Split, KvmIrqchipKind.Kernel];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_was_restored_is_saved_the_same(KvmIrqchipKind irqchip)
    {
        using KvmSystem kvm = KvmSystem.Open();
        using FlatMachine source = new(kvm, MemoryBytes, 2, irqchip, cpuid: kvm.GetSupportedCpuid());
        using FlatMachine target = new(kvm, MemoryBytes, 2, irqchip, cpuid: kvm.GetSupportedCpuid());
        Random random = new(5);
        for (int i = 0; i < 2; i++)
        {
            if (irqchip != KvmIrqchipKind.None || i == 0)
                source.Begin(i, RandomRegs(random));
            else
                source.Vcpus[i].SetRegs(RandomRegs(random));
            Scatter(source.Vcpus[i], random);
        }

        if (irqchip == KvmIrqchipKind.Kernel)
        {
            source.Vm.SetIrqLine(4, true);
            source.Vcpus[1].SetMpState(KvmMpState.Halted);
        }

        KvmVmState before = source.Vm.SaveState();
        target.Vm.RestoreState(KvmVmState.Read(before.ToArray()));
        KvmVmState after = target.Vm.SaveState();

        Assert.Equal(irqchip, after.Irqchip);
        Assert.Equal(2, after.Vcpus.Count);
        Assert.Equal(irqchip == KvmIrqchipKind.Kernel ? KvmMpState.Halted : KvmMpState.Runnable, after.Vcpus[1].MpState);
        Assert.True(after.Clock.Clock >= before.Clock.Clock);
        for (int i = 0; i < 2; i++)
            Assert.True(Counter(after, i) >= Counter(before, i), "the time stamp counter went back");
        // Time goes on; all else is the same, to the byte.
        foreach (KvmVmState state in (ReadOnlySpan<KvmVmState>)[before, after])
            StopTime(state);
        Assert.Equal(before.ToArray(), after.ToArray());
    }

    [Fact]
    public void The_guest_goes_on_where_it_was()
    {
        Assembler a = new(32);
        Label loop = a.CreateLabel();
        a.Label(ref loop);
        a.add(eax, 3);
        a.push(eax);
        a.@out(0x10, al);
        a.jmp(loop);
        using KvmSystem kvm = KvmSystem.Open();
        using FlatMachine source = new(kvm, MemoryBytes);
        Load(source, a);
        source.Begin(0, new KvmRegs { Rsp = 0x8000 });
        for (int i = 0; i < 10; i++)
            Assert.Equal(3 * (i + 1), Next(source.Vcpus[0], KvmExitReason.Io).Io.Data[0]);
        Finish(source.Vcpus[0]);

        using FlatMachine target = Moved(kvm, source);
        for (int i = 10; i < 80; i++)
            Assert.Equal(3 * (i + 1), Next(target.Vcpus[0], KvmExitReason.Io).Io.Data[0]);
        Assert.Equal(0x8000u - 4 * 80, target.Vcpus[0].GetRegs().Rsp);
        Assert.Equal(3u, target.Memory.Read<uint>(0x8000 - 4));
        Assert.Equal(3u * 80, target.Memory.Read<uint>(0x8000 - 4 * 80));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_pause_within_an_access_is_finished_before_and_its_answer_moves(bool byMemory)
    {
        Assembler a = new(32);
        if (byMemory)
            a.mov(eax, __dword_ptr[MmioAt]);
        else
            a.@in(eax, 0x11);
        a.mov(ebx, eax);
        a.@out(0x10, al);
        using KvmSystem kvm = KvmSystem.Open();
        using FlatMachine source = new(kvm, MemoryBytes);
        Load(source, a);
        source.Begin(0, default);
        KvmVcpu vcpu = source.Vcpus[0];
        Assert.False(vcpu.HasPendingExit);

        KvmExit exit = Next(vcpu, byMemory ? KvmExitReason.Mmio : KvmExitReason.Io);
        BinaryPrimitives.WriteUInt32LittleEndian(byMemory ? exit.Mmio.Data : exit.Io.Data, 0xCAFE1234);
        Assert.True(vcpu.HasPendingExit);
        Assert.Contains("vCPU 0", Assert.Throws<InvalidOperationException>(() => source.Vm.SaveState()).Message, StringComparison.Ordinal);
        Assert.Contains("CompleteExit", Assert.Throws<InvalidOperationException>(() => source.Vm.RestoreState(new KvmVmState())).Message, StringComparison.Ordinal);
        Finish(vcpu);
        Assert.False(vcpu.HasPendingExit);

        using FlatMachine target = Moved(kvm, source);
        Assert.Equal(0xCAFE1234, target.Vcpus[0].GetRegs().Rax);
        Assert.Equal(0x34, Next(target.Vcpus[0], KvmExitReason.Io).Io.Data[0]);
        Assert.Equal(0xCAFE1234, target.Vcpus[0].GetRegs().Rbx);
    }

    [Fact]
    public void A_pause_within_a_string_input_is_finished_into_the_memory()
    {
        const int Bytes = 300;
        Assembler a = new(32);
        a.rep.insb();
        a.@out(0x10, al);
        using KvmSystem kvm = KvmSystem.Open();
        using FlatMachine source = new(kvm, MemoryBytes);
        Load(source, a);
        source.Begin(0, new KvmRegs { Rdx = 0x11, Rcx = Bytes, Rdi = 0x20000 - 100 });
        KvmVcpu vcpu = source.Vcpus[0];
        int given = 0;
        given += Give(Next(vcpu, KvmExitReason.Io), given);
        KvmExit exit = vcpu.CompleteExit();
        while (exit.Reason != KvmExitReason.Intr)
        {
            given += Give(exit, given);
            exit = vcpu.CompleteExit();
        }

        KvmRegs regs = vcpu.GetRegs();
        Assert.Equal((ulong)(Bytes - given), regs.Rcx);
        Assert.Equal((byte)given, source.Memory.Read<byte>(regs.Rdi - 1));

        using FlatMachine target = Moved(kvm, source);
        while (given < Bytes)
            given += Give(Next(target.Vcpus[0], KvmExitReason.Io), given);
        Assert.Equal(0x10, Next(target.Vcpus[0], KvmExitReason.Io).Io.Port);
        Assert.Equal(Enumerable.Range(1, Bytes).Select(static i => (byte)i), target.Memory.GetSpan(0x20000 - 100, Bytes).ToArray());

        static int Give(KvmExit exit, int given)
        {
            Span<byte> data = exit.Io.Data;
            for (int i = 0; i < data.Length; i++)
                data[i] = (byte)(given + i + 1);
            return data.Length;
        }
    }

    [Fact]
    public void An_interrupt_that_waits_moves()
    {
        using KvmSystem kvm = KvmSystem.Open();
        using FlatMachine source = new(kvm, MemoryBytes);
        source.Begin(0, default);
        source.Vcpus[0].Nmi();
        Assert.True(source.Vcpus[0].GetVcpuEvents().NmiPending);
        using FlatMachine target = Moved(kvm, source);
        Assert.True(target.Vcpus[0].GetVcpuEvents().NmiPending);
    }

    [Fact]
    public void A_vCPU_that_runs_is_neither_saved_nor_restored()
    {
        Assembler a = new(32);
        Label loop = a.CreateLabel();
        a.Label(ref loop);
        a.@out(0x10, al);
        a.jmp(loop);
        using KvmSystem kvm = KvmSystem.Open();
        using FlatMachine machine = new(kvm, MemoryBytes);
        Load(machine, a);
        machine.Begin(0, default);
        KvmVmState state = machine.Vm.SaveState();
        KvmVcpu vcpu = machine.Vcpus[0];

        // Refused both ways: the state while it runs, and the run while its state is read. Nothing else comes of it.
        using CancellationTokenSource stop = new();
        long runs = 0, refusedRuns = 0;
        Thread thread = new(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    vcpu.Run();
                    Interlocked.Increment(ref runs);
                }
                catch (InvalidOperationException)
                {
                    Interlocked.Increment(ref refusedRuns);
                }
            }
        });
        thread.Start();
        int refused = 0;
        for (int i = 0; i < 200; i++)
        {
            try
            {
                _ = machine.Vm.SaveState();
            }
            catch (InvalidOperationException)
            {
                refused++;
            }
        }

        Assert.True(SpinWait.SpinUntil(() => Interlocked.Read(ref runs) > 10, Patience.Seconds(10)));
        stop.Cancel();
        thread.Join();
        Assert.True(refused > 0);
        using FlatMachine target = Moved(kvm, state, machine.Memory);
        Assert.Equal(KvmExitReason.Io, Next(target.Vcpus[0], KvmExitReason.Io).Reason);
    }

    private static FlatMachine Moved(KvmSystem kvm, FlatMachine source) => Moved(kvm, KvmVmState.Read(source.Vm.SaveState().ToArray()), source.Memory);

    private static FlatMachine Moved(KvmSystem kvm, KvmVmState state, GuestMemory memory)
    {
        FlatMachine target = new(kvm, MemoryBytes);
        memory.GetSpan(0, (int)MemoryBytes).CopyTo(target.Memory.GetSpan(0, (int)MemoryBytes));
        target.Vm.RestoreState(state);
        return target;
    }

    private static void Load(FlatMachine machine, Assembler code)
    {
        using MemoryStream stream = new();
        code.Assemble(new StreamCodeWriter(stream), FlatMachine.CodeAt);
        machine.Memory.CopyFrom(FlatMachine.CodeAt, stream.ToArray());
    }

    private static KvmExit Next(KvmVcpu vcpu, KvmExitReason reason)
    {
        KvmExit exit;
        do
            exit = vcpu.Run();
        while (exit.Reason == KvmExitReason.Intr);
        Assert.True(exit.Reason == reason, exit.ToString());
        return exit;
    }

    private static void Finish(KvmVcpu vcpu) => Assert.Equal(KvmExitReason.Intr, vcpu.CompleteExit().Reason);

    private static KvmRegs RandomRegs(Random random) => new()
    {
        Rax = (ulong)random.NextInt64(),
        Rbx = (ulong)random.NextInt64(),
        Rcx = (ulong)random.NextInt64(),
        Rdx = (ulong)random.NextInt64(),
        Rsi = (ulong)random.NextInt64(),
        Rdi = (ulong)random.NextInt64(),
        Rbp = (ulong)random.NextInt64(),
        Rsp = (ulong)random.NextInt64(),
        R8 = (ulong)random.NextInt64(),
        R15 = (ulong)random.NextInt64(),
        Rflags = 2,
    };

    // What a guest may have left in registers of all kinds.
    private static void Scatter(KvmVcpu vcpu, Random random)
    {
        KvmSregs sregs = vcpu.GetSregs();
        sregs.Cr2 = 0x1234;
        sregs.Gdt = new KvmDtable { Base = 0x4000, Limit = 0x7F };
        vcpu.SetSregs(sregs);
        KvmFpu fpu = vcpu.GetFpu();
        random.NextBytes(fpu.Xmm);
        random.NextBytes(fpu.Fpr[..8]);
        vcpu.SetFpu(fpu);
        KvmDebugRegs debug = vcpu.GetDebugRegs();
        debug.Db[0] = 0x5000;
        debug.Db[3] = 0x6000;
        vcpu.SetDebugRegs(debug);
        KvmMsrEntry[] msrs = [new() { Index = 0x174, Data = 0x10 }, new() { Index = 0xC0000082, Data = 0x1000 }, new() { Index = 0x277, Data = 0x0007040600070406 }];
        Assert.Equal(msrs.Length, vcpu.SetMsrs(msrs));
    }

    private static ulong Counter(KvmVmState state, int vcpu) => state.VcpusValue[vcpu].MsrsValue.Single(static msr => msr.Index == Tsc).Data;

    private static void StopTime(KvmVmState state)
    {
        state.Clock = default;
        for (int channel = 0; channel < 3; channel++)
            state.PitValue.Raw.channels[channel].count_load_time = 0; // of the host's clock: KVM makes it anew
        foreach (KvmVcpuState vcpu in state.VcpusValue)
            vcpu.MsrsValue[Array.FindIndex(vcpu.MsrsValue, static msr => msr.Index == Tsc)].Data = 0;
    }
}
