using System.Buffers;
using System.Diagnostics;
using System.Numerics;
using VirtCore.Kvm;

namespace VirtCore.LiveTests.Kvm.Saving;

/// <summary>A counting guest of two vCPUs that moves from VM to VM while it runs, and a model that says whether it is still itself.</summary>
internal sealed class LiveMoves : IDisposable
{
    public const int PageCount = (int)MemoryBytes / CountingGuest.PageBytes;

    private const uint MemoryBytes = 2 << 20;
    private const uint FirstPage = 0x10000;
    private const int Vcpus = 2;
    private const int MostRounds = 4;
    private const int FewPages = 16; // as good as converged
    private const long MostSteps = 500_000_000;

    private readonly KvmSystem _kvm = KvmSystem.Open();
    private readonly KvmCpuidEntry[] _cpuid;
    private readonly byte[] _expected = new byte[MemoryBytes];
    private readonly CountingModel[] _models = new CountingModel[Vcpus];
    private readonly CountingDevice[] _devices = new CountingDevice[Vcpus];
    private readonly ulong[] _bitmap = new ulong[PageCount / 64];
    private FlatMachine _machine;
    private RunningVcpu[] _running;

    public LiveMoves(int seed)
    {
        _cpuid = _kvm.GetSupportedCpuid();
        new Random(seed).NextBytes(_expected);
        CountingGuest.Code.CopyTo(_expected, (int)FlatMachine.CodeAt);
        _machine = Make();
        _machine.Memory.CopyFrom(0, _expected);
        for (int i = 0; i < Vcpus; i++)
        {
            uint share = (MemoryBytes - FirstPage) / Vcpus;
            uint first = FirstPage + (uint)i * share;
            _devices[i] = new CountingDevice();
            _models[i] = new CountingModel(_expected, first, first + share, (uint)(seed + i));
            _machine.Begin(i, CountingGuest.Start(first, first + share, (uint)(seed + i)));
        }

        _running = Run(_machine);
    }

    public int Moves { get; private set; }

    public long Rounds { get; private set; }

    public long Pages { get; private set; }

    /// <summary>vCPUs that stopped within an instruction.</summary>
    public long Pending { get; private set; }

    public long StateBytes { get; private set; }

    public TimeSpan Down { get; private set; }

    public long Steps => _models.Sum(static model => model.Steps);

    /// <summary>One move. Null: the guest is what it was. Otherwise what is not.</summary>
    public string? Move()
    {
        FlatMachine source = _machine;
        FlatMachine target = Make();
        try
        {
            CopyWhileItRuns(source, target);
            Stop();
            long stopped = Stopwatch.GetTimestamp();
            ArrayBufferWriter<byte> saved = new();
            source.Vm.SaveState().Write(saved);
            CopyDirty(source, target);
            target.Vm.RestoreState(KvmVmState.Read(saved.WrittenSpan));
            Down += Stopwatch.GetElapsedTime(stopped);
            StateBytes = saved.WrittenCount;
            Moves++;
            if (Slip(source, target) is { } slip)
            {
                target.Dispose();
                return $"move {Moves}: {slip}";
            }
        }
        catch
        {
            target.Dispose();
            throw;
        }

        _machine = target;
        source.Dispose();
        _running = Run(target);
        return null;
    }

    private void CopyWhileItRuns(FlatMachine source, FlatMachine target)
    {
        source.Slot.SetFlags(KvmMemoryFlags.LogDirtyPages);
        CopyAll(source, target);
        for (int round = 1; round <= MostRounds && CopyDirty(source, target) > FewPages; round++)
        {
        }
    }

    // By turns: kicked, or when they next ask their device, within that instruction.
    private void Stop()
    {
        foreach (RunningVcpu vcpu in _running)
            vcpu.Stop(atOnce: Moves % 3 != 2);
        foreach (RunningVcpu vcpu in _running)
        {
            vcpu.Join();
            Pending += vcpu.WasPending ? 1 : 0;
        }
    }

    public void Dispose()
    {
        _machine.Dispose(); // it ends the runs
        _kvm.Dispose();
    }

    private FlatMachine Make() => new(_kvm, MemoryBytes, Vcpus, cpuid: _cpuid);

    private RunningVcpu[] Run(FlatMachine machine) => [new(machine.Vcpus[0], _devices[0]), new(machine.Vcpus[1], _devices[1])];

    private string? Slip(FlatMachine source, FlatMachine target)
    {
        for (int i = 0; i < Vcpus; i++)
        {
            KvmRegs regs = source.Vcpus[i].GetRegs();
            KvmRegs moved = target.Vcpus[i].GetRegs();
            if (_models[i].GoTo(regs, MostSteps) is { } differs)
                return $"vCPU {i} of the source: {differs}";
            if (_models[i].GoTo(moved, 0) is { } wrong || moved.Rflags != regs.Rflags)
                return $"vCPU {i} of the target is elsewhere: RIP 0x{moved.Rip:X} after 0x{regs.Rip:X}";
        }

        return Differs("source", source) ?? Differs("target", target);
    }

    private string? Differs(string which, FlatMachine machine)
    {
        int same = machine.Memory.GetSpan(0, (int)MemoryBytes).CommonPrefixLength(_expected);
        return same == MemoryBytes ? null : $"the {which}'s memory at 0x{same:X} is not what the registers say";
    }

    private void CopyAll(FlatMachine source, FlatMachine target)
    {
        source.Memory.GetSpan(0, (int)MemoryBytes).CopyTo(target.Memory.GetSpan(0, (int)MemoryBytes));
        Pages += PageCount;
        Rounds++;
    }

    private int CopyDirty(FlatMachine source, FlatMachine target)
    {
        DirtyBitmapLog.Open(source.Vm, manual: false).Harvest(source.Slot, _bitmap);
        int pages = 0;
        for (int word = 0; word < _bitmap.Length; word++)
        {
            for (ulong bits = _bitmap[word]; bits != 0; bits &= bits - 1)
            {
                ulong at = (ulong)(word * 64 + BitOperations.TrailingZeroCount(bits)) * CountingGuest.PageBytes;
                source.Memory.GetSpan(at, CountingGuest.PageBytes).CopyTo(target.Memory.GetSpan(at, CountingGuest.PageBytes));
                pages++;
            }
        }

        Pages += pages;
        Rounds++;
        return pages;
    }
}
