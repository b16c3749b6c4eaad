using BenchmarkDotNet.Attributes;
using VirtCore.Kvm;

namespace VirtCore.Bench;

/// <summary>What a vCPU's thread does all day: a port exit, registers by system call, registers of the shared page, a run that does not enter the guest.</summary>
public class KvmBenchmarks : IDisposable
{
    private KvmSystem _kvm = null!;
    private KvmGuest _guest = null!;

    [GlobalSetup]
    public void Setup()
    {
        _kvm = KvmSystem.Open();
        _guest = new KvmGuest(_kvm, KvmGuest.Writes);
        _guest.Vcpu.SyncedRegs = KvmSyncRegs.Regs;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _guest.Dispose();
        _kvm.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public ushort PortExit() => _guest.Run().Io.Port;

    [Benchmark]
    public ulong ImmediateExit() => (ulong)_guest.Vcpu.CompleteExit().Reason;

    [Benchmark]
    public ulong GetRegs() => _guest.Vcpu.GetRegs().Rip;

    [Benchmark]
    public ulong GetSyncedRegs() => _guest.Vcpu.GetSyncedRegs().Rip;
}
