using System.Diagnostics;
using VirtCore.Interop;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;

namespace VirtCore.LiveTests.Kvm;

/// <summary>What a caller may get wrong, also from several threads at once: the right exception each, nothing half done, and the process lives.</summary>
public sealed class MisuseTests : LiveTest
{
    private const int EEXIST = 17;
    private const int EINVAL = 22;
    private const int EMFILE = 24;
    private const ulong Megabyte = 1 << 20;

    // jmp to itself: the guest runs until it is stopped.
    private static readonly byte[] s_forever = [0xEB, 0xFE];

    [Fact]
    public void Slots_that_overlap_are_refused()
    {
        Requires.Kvm();
        using var machine = new KvmObjects();
        using GuestMemory other = GuestMemory.Create(0x4000);
        ulong end = KvmObjects.CodeAddress + machine.Slot.Length;
        foreach (ulong address in (ulong[])[KvmObjects.CodeAddress, KvmObjects.CodeAddress - 0x3000, end - 0x1000])
            Assert.Contains("overlaps slot 0", Assert.Throws<ArgumentException>(() => machine.Vm.SetUserMemoryRegion(1, address, other.Regions[0])).Message, StringComparison.Ordinal);

        KvmMemorySlot beside = machine.Vm.SetUserMemoryRegion(1, end, other.Regions[0]);
        Assert.Throws<ArgumentException>(() => beside.Move(end - 0x1000));
        Assert.Throws<InvalidOperationException>(() => machine.Vm.SetUserMemoryRegion(1, 2 * Megabyte, other.Regions[0]));
        Assert.Equal(end, beside.GuestAddress);
        Assert.Equal(2, machine.Vm.MemorySlots.Count);
        beside.Move(KvmObjects.CodeAddress - beside.Length);
        beside.Remove();
        Assert.Throws<InvalidOperationException>(beside.Remove);
        Assert.Throws<InvalidOperationException>(() => beside.Move(0));
        Assert.Throws<InvalidOperationException>(() => beside.SetFlags(KvmMemoryFlags.LogDirtyPages));
        Assert.Equal(KvmExitReason.Hlt, machine.Vcpu.Run().Reason);
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(0xFFFUL)]
    [InlineData(ulong.MaxValue)]
    [InlineData(ulong.MaxValue - 0xFFF)]
    [InlineData(ulong.MaxValue - 0x3FFF + 0x1000)]
    public void An_address_that_is_no_pages_or_wraps_around_is_refused(ulong address)
    {
        Requires.Kvm();
        using var machine = new KvmObjects();
        using GuestMemory other = GuestMemory.Create(0x4000);
        Assert.Throws<ArgumentException>(() => machine.Vm.SetUserMemoryRegion(1, address, other.Regions[0]));
        Assert.Throws<ArgumentException>(() => machine.Slot.Move(address));
        Assert.Equal(KvmObjects.CodeAddress, Assert.Single(machine.Vm.MemorySlots).GuestAddress);
    }

    [Fact]
    public void What_only_the_kernel_can_refuse_leaves_nothing()
    {
        Requires.Kvm();
        using var machine = new KvmObjects();
        using GuestMemory other = GuestMemory.Create(0x4000);
        // The last page of 2^64, a slot too many, an address space too many.
        Assert.Equal(EINVAL, Assert.Throws<KernelException>(() => machine.Vm.SetUserMemoryRegion(1, ulong.MaxValue - 0x3FFF, other.Regions[0])).Errno);
        uint most = (uint)machine.Vm.CheckExtension(KvmCapability.NrMemslots);
        Assert.Equal(EINVAL, Assert.Throws<KernelException>(() => machine.Vm.SetUserMemoryRegion(most, Megabyte, other.Regions[0])).Errno);
        Assert.Equal(EINVAL, Assert.Throws<KernelException>(() => machine.Vm.SetUserMemoryRegion(0x7FFF0000, Megabyte, other.Regions[0])).Errno);
        Assert.Single(machine.Vm.MemorySlots);
        machine.Vm.SetUserMemoryRegion(1, Megabyte, other.Regions[0]);
    }

    [Fact]
    public void The_hosts_access_to_guest_memory_stays_inside()
    {
        using GuestMemory memory = GuestMemory.Create(new GuestMemoryRegionOptions(0x1000, 0x2000), new GuestMemoryRegionOptions(0x4000, 0x1000), new GuestMemoryRegionOptions(ulong.MaxValue - 0xFFF, 0x1000));
        // Below, behind, across a hole, and around 2^64.
        foreach ((ulong address, int length) in ((ulong, int)[])[(0, 1), (0xFFF, 2), (0x2FFF, 2), (0x3000, 1), (0x3FFF, 2), (0x1000, 0x4000), (0x5000, 1), (ulong.MaxValue, 2), (ulong.MaxValue - 0xFFF, 0x1001), (0x1000, int.MaxValue)])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => memory.GetSpan(address, length));
            Assert.False(memory.TryGetSpan(address, length, out _));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => memory.GetSpan(0x1000, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Read<ulong>(ulong.MaxValue - 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Write(0x2FF9, 1UL));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.VolatileRead<ulong>(0x3000));
        Assert.Throws<ArgumentException>(() => memory.VolatileRead<ulong>(0x1001));
        Assert.Throws<ArgumentException>(() => GuestMemory.Create(100));
        Assert.Throws<ArgumentException>(() => GuestMemory.Create(new GuestMemoryRegionOptions(ulong.MaxValue - 0xFFF, 0x2000)));
        memory.Write(ulong.MaxValue - 7, 1UL);
        Assert.Equal(1UL, memory.Read<ulong>(ulong.MaxValue - 7));
    }

    [Fact]
    public void A_vCPUs_number_is_taken_once_and_has_a_limit()
    {
        Requires.Kvm();
        using var machine = new KvmObjects();
        Assert.Equal(EEXIST, Assert.Throws<KernelException>(() => machine.Vm.CreateVcpu(0)).Errno);
        machine.Vcpu.Dispose();
        Assert.Equal(EEXIST, Assert.Throws<KernelException>(() => machine.Vm.CreateVcpu(0)).Errno);
        uint limit = (uint)machine.Vm.CheckExtension(KvmCapability.MaxVcpuId);
        foreach (uint id in (uint[])[limit, limit + 1, int.MaxValue, uint.MaxValue])
            Assert.Equal(EINVAL, Assert.Throws<KernelException>(() => machine.Vm.CreateVcpu(id)).Errno);
        Assert.Equal(KvmExitReason.Hlt, machine.CreateVcpu(1).Run().Reason);
    }

    [Fact]
    public void More_vCPUs_than_allowed_are_refused_and_the_others_run()
    {
        Requires.Kvm();
        using var machine = new KvmObjects();
        int most = machine.Vm.CheckExtension(KvmCapability.MaxVcpus);
        if (most > 1024)
            Assert.Skip($"needs a KVM with few vCPUs: this one has {most}, which take more memory than a test should.");
        KernelException? refusal = null;
        for (uint id = 1; refusal is null; id++)
        {
            Assert.True(id <= most);
            refusal = (KernelException?)Record.Exception(() => machine.Vm.CreateVcpu(id));
        }

        // A process may have fewer descriptors than KVM has vCPUs.
        Assert.True(refusal.Errno == EMFILE || (refusal.Errno == EINVAL && machine.Vm.Vcpus.Count == most), refusal.Message);
        Assert.Equal(KvmExitReason.Hlt, machine.Vcpu.Run().Reason);
    }

    [Fact]
    public void A_limit_of_the_callers_own_on_vCPU_numbers_holds()
    {
        Requires.Kvm();
        using KvmSystem system = KvmSystem.Open();
        using KvmVm vm = system.CreateVm();
        if (Record.Exception(() => vm.EnableCap(KvmCapability.MaxVcpuId, 2)) is { } refused)
            Assert.Skip($"needs KVM_CAP_MAX_VCPU_ID that can be enabled (Linux 6.0): {refused.Message}");
        vm.CreateVcpu(1);
        Assert.Equal(EINVAL, Assert.Throws<KernelException>(() => vm.CreateVcpu(2)).Errno);
        Assert.Equal(EINVAL, Assert.Throws<KernelException>(() => vm.EnableCap(KvmCapability.MaxVcpuId, uint.MaxValue)).Errno);
        Assert.Single(vm.Vcpus);
    }

    [Fact]
    public void A_second_thread_is_refused_until_the_first_gives_the_vCPU_up()
    {
        Requires.Kvm();
        using var machine = new KvmObjects(s_forever);
        using var runner = new Runner(machine.Vcpu);
        runner.WaitUntilItRuns();
        Assert.Throws<InvalidOperationException>(() => machine.Vcpu.Run());
        Assert.Throws<InvalidOperationException>(() => machine.Vcpu.CompleteExit());
        Assert.Throws<InvalidOperationException>(() => machine.Vcpu.GetRegs());
        Assert.Throws<InvalidOperationException>(() => machine.Vcpu.SetRegs(default));
        Assert.Throws<InvalidOperationException>(machine.Vcpu.ReleaseThread);
        runner.StopAtNextExit();
        machine.Vcpu.Kick();
        Assert.Null(runner.Join());
        // The thread has ended: the vCPU is free.
        machine.Vcpu.Kick();
        Assert.Equal(KvmExitReason.Intr, machine.Vcpu.Run().Reason);
        Assert.Equal(0UL, machine.Vcpu.GetRegs().Rip);
        machine.Vcpu.ReleaseThread();
    }

    [Fact]
    public void A_dispose_in_mid_run_stops_joins_and_closes()
    {
        Requires.Kvm();
        using var machine = new KvmObjects(s_forever);
        using var runner = new Runner(machine.Vcpu);
        runner.WaitUntilItRuns();
        InTime(machine.Vcpu.Dispose, machine.Vcpu);
        Assert.True(machine.Vcpu.Descriptor.IsClosed);
        Assert.IsType<ObjectDisposedException>(runner.Join());
        Assert.Throws<ObjectDisposedException>(() => machine.Vcpu.Run());
        Assert.Throws<ObjectDisposedException>(machine.Vcpu.Kick);
        Assert.Throws<ObjectDisposedException>(() => machine.Vcpu.GetRegs());
        Assert.False(machine.Vcpu.ReadyForInterruptInjection);
    }

    [Fact]
    public void What_an_exit_shows_outlives_the_vCPU()
    {
        Requires.Kvm();
        // mov al, [0x500], which is no memory: an MMIO exit, whose view lies in the page.
        using var machine = new KvmObjects(0xA0, 0x00, 0x05, 0xF4);
        KvmExit exit = machine.Vcpu.Run();
        Assert.Equal(KvmExitReason.Mmio, exit.Reason);
        KvmMmioExit mmio = exit.Mmio;
        Assert.Equal(1, mmio.Length);
        machine.Vm.Dispose();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal(0UL, mmio.Address);
        Assert.Equal(0, exit.Raw[0]);
    }

    [Fact]
    public void Dispose_races_with_run_a_thousand_times()
    {
        Requires.Kvm();
        ForEachVcpu(1000, static (vcpu, random) =>
        {
            using var runner = new Runner(vcpu);
            Spin(random.Next(1, 400));
            InTime(vcpu.Dispose, vcpu);
            Assert.IsType<ObjectDisposedException>(runner.Join());
        });
    }

    [Fact]
    public void Dispose_of_the_machine_races_with_run()
    {
        Requires.Kvm();
        var random = new Random(1);
        for (int i = 0; i < Rounds(100); i++)
        {
            using var machine = new KvmObjects(s_forever);
            using var runner = new Runner(machine.Vcpu);
            using var second = new Runner(machine.CreateVcpu(1));
            Spin(random.Next(1, 400));
            InTime(machine.Vm.Dispose, [.. machine.Vm.Vcpus]);
            Assert.IsType<ObjectDisposedException>(runner.Join());
            Assert.IsType<ObjectDisposedException>(second.Join());
        }
    }

    [Fact]
    public void Kicks_race_with_run_and_dispose()
    {
        Requires.Kvm();
        ForEachVcpu(300, static (vcpu, random) =>
        {
            using var runner = new Runner(vcpu);
            Exception?[] thrown = new Exception?[2];
            Thread[] kickers = [.. Enumerable.Range(0, 2).Select(kicker => new Thread(() => thrown[kicker] = Record.Exception((Action)(() =>
            {
                while (true)
                    vcpu.Kick();
            }))))];
            foreach (Thread kicker in kickers)
                kicker.Start();
            Spin(random.Next(1, 400));
            InTime(vcpu.Dispose, vcpu);
            Assert.IsType<ObjectDisposedException>(runner.Join());
            foreach (Thread kicker in kickers)
                kicker.Join();
            Assert.All(thrown, static exception => Assert.IsType<ObjectDisposedException>(exception));
        });
    }

    [Fact]
    public void No_kick_is_lost()
    {
        Requires.Kvm();
        using var machine = new KvmObjects(s_forever);
        using var runner = new Runner(machine.Vcpu);
        for (int i = 0; i < Rounds(3000); i++)
        {
            long before = runner.Kicks;
            machine.Vcpu.Kick();
            Assert.True(SpinWait.SpinUntil(() => runner.Kicks > before, Patience.Seconds(10)), $"kick {i} was lost");
        }

        InTime(machine.Vcpu.Dispose, machine.Vcpu);
        Assert.IsType<ObjectDisposedException>(runner.Join());
    }

    // A machine that is slow, as the lab's, does fewer.
    private static int Rounds(int count) => (int)Math.Max(20, count / Patience.Factor);

    // A machine for every so many vCPUs: making and closing one is what costs.
    private static void ForEachVcpu(int count, Action<KvmVcpu, Random> action)
    {
        const int PerMachine = 50;
        var random = new Random(2);
        for (int done = 0; done < Rounds(count); done += PerMachine)
        {
            using var machine = new KvmObjects(s_forever);
            for (uint id = 1; id <= PerMachine; id++)
                action(machine.CreateVcpu(id), random);
        }
    }

    // A dispose that waits for ever is a failure and no hang; and when it is back, nobody is in the kernel with what it closed.
    private static void InTime(Action dispose, params KvmVcpu[] vcpus)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(Check)) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(Patience.Seconds(10)), "the dispose does not come back");
        Assert.Null(failure);

        void Check()
        {
            dispose();
            Assert.All(vcpus, static vcpu => Assert.False(vcpu.IsRunning, "the vCPU was closed while it ran"));
        }
    }

    // Microseconds, so that it does not depend on how fast a loop is.
    private static void Spin(int microseconds)
    {
        long end = Stopwatch.GetTimestamp() + Stopwatch.Frequency * microseconds / 1_000_000;
        while (Stopwatch.GetTimestamp() < end)
            Thread.SpinWait(1);
    }

    /// <summary>A thread that runs a vCPU until it is told to stop, or something is thrown.</summary>
    private sealed class Runner : IDisposable
    {
        private readonly KvmVcpu _vcpu;
        private readonly Thread _thread;
        private readonly ManualResetEventSlim _begun = new();
        private Exception? _thrown;
        private volatile bool _stop;
        private long _kicks;

        public Runner(KvmVcpu vcpu)
        {
            _vcpu = vcpu;
            _thread = new Thread(() => _thrown = Record.Exception(Run)) { IsBackground = true, Name = "runner" };
            _thread.Start();
        }

        public long Kicks => Volatile.Read(ref _kicks);

        /// <summary>Waits until the kernel has it: a kick has come back, and the next run is under way.</summary>
        public void WaitUntilItRuns()
        {
            _begun.Wait();
            _vcpu.Kick();
            Assert.True(SpinWait.SpinUntil(() => Kicks > 0, Patience.Seconds(10)));
            Assert.True(SpinWait.SpinUntil(() => Record.Exception(() => _vcpu.GetRegs()) is InvalidOperationException, Patience.Seconds(10)));
        }

        public void StopAtNextExit() => _stop = true;

        /// <returns>What ended it; null when it was told to stop.</returns>
        public Exception? Join()
        {
            Assert.True(_thread.Join(Patience.Seconds(10)), "the runner does not come back");
            return _thrown;
        }

        public void Dispose()
        {
            InTime(_vcpu.Dispose, _vcpu);
            if (_thread.Join(Patience.Seconds(10)))
                _begun.Dispose();
        }

        private void Run()
        {
            _begun.Set();
            while (!_stop)
            {
                if (_vcpu.Run().Reason == KvmExitReason.Intr)
                    Interlocked.Increment(ref _kicks);
            }
        }
    }
}
