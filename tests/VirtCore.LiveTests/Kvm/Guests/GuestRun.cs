using System.Diagnostics;
using Iced.Intel;
using VirtCore.Kvm;
using Xunit;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>A machine of 2 MiB with one vCPU, and a guest in it that runs until it is done or a deadline comes.</summary>
/// <remarks>The guest is done when it halts or writes to <see cref="DonePort"/>, as a HLT is the kernel's own where it has the interrupt controllers.</remarks>
internal sealed class GuestRun : IDisposable
{
    /// <summary>Where the first instruction is. 12 KiB.</summary>
    public const ulong CodeAddress = 0x9000;

    /// <summary>Where a guest may keep its data. 16 KiB.</summary>
    public const ulong DataAddress = 0xC000;

    /// <summary>Where there is no memory.</summary>
    public const ulong MmioAddress = 0x10000000;

    /// <summary>A write here is a guest's last act.</summary>
    public const ushort DonePort = 0xF4;

    public const ulong MemoryLength = 2 << 20;

    private const double DeadlineSeconds = 10;

    private readonly Timer _deadline;
    private long _end;

    /// <param name="mode">The mode of the vCPU.</param>
    /// <param name="prepare">What is done with the VM before it has a vCPU.</param>
    /// <param name="type">The type of the VM.</param>
    public GuestRun(GuestMode mode, Action<KvmVm>? prepare = null, KvmVmType type = KvmVmType.Default)
    {
        Requires.Kvm();
        Mode = mode;
        System = KvmSystem.Open();
        Memory = GuestMemory.Create(MemoryLength);
        Vm = System.CreateVm(type);
        try
        {
            prepare?.Invoke(Vm);
            Vm.AddMemory(Memory);
            GuestMachine.WriteTables(Memory);
            Vcpu = Vm.CreateVcpu();
            GuestMachine.SetUp(Vcpu, mode, CodeAddress);
            _deadline = new Timer(static state => ((GuestRun)state!).KickLate(), this, Timeout.Infinite, Timeout.Infinite);
        }
        catch
        {
            Vm.Dispose();
            System.Dispose();
            Memory.Dispose();
            throw;
        }
    }

    public GuestMode Mode { get; }

    public KvmSystem System { get; }

    public KvmVm Vm { get; }

    public KvmVcpu Vcpu { get; }

    public GuestMemory Memory { get; }

    public int Bitness => Mode switch { GuestMode.Real => 16, GuestMode.Protected => 32, _ => 64 };

    /// <summary>Assembles a program into the guest's memory.</summary>
    /// <returns>Where a label is.</returns>
    public Func<Label, ulong> Load(Action<Assembler> program, ulong address = CodeAddress, int bitness = 0)
    {
        var assembler = new Assembler(bitness == 0 ? Bitness : bitness);
        program(assembler);
        using var code = new MemoryStream();
        AssemblerResult result = assembler.Assemble(new StreamCodeWriter(code), address, BlockEncoderOptions.ReturnNewInstructionOffsets);
        Memory.CopyFrom(address, code.ToArray());
        return label => result.GetLabelRIP(label);
    }

    /// <summary>Where the guest goes when an exception or interrupt comes.</summary>
    public void SetHandler(byte vector, ulong address) => GuestMachine.SetHandler(Memory, Mode, vector, address);

    /// <summary>Runs the guest, until an exit is the one that is waited for. What comes otherwise than by port, MMIO or kick is a failure.</summary>
    /// <param name="handle">Gets each exit, fills in what the guest reads, and says whether it was the last.</param>
    /// <param name="vcpu">Which vCPU; the first otherwise.</param>
    public void Run(Func<KvmExit, bool> handle, KvmVcpu? vcpu = null)
    {
        vcpu ??= Vcpu;
        StartDeadline();
        try
        {
            while (true)
            {
                KvmExit exit = vcpu.Run();
                CheckDeadline(vcpu, exit);
                if (handle(exit))
                    return;
                if (exit.Reason is not (KvmExitReason.Io or KvmExitReason.Mmio or KvmExitReason.Intr))
                    Assert.Fail($"The guest left with {exit.ToString()}. {Describe(vcpu)}");
            }
        }
        finally
        {
            StopDeadline();
        }
    }

    /// <summary>Runs the guest to its next exit, whatever that is but a kick.</summary>
    public KvmExit Next(KvmVcpu? vcpu = null)
    {
        vcpu ??= Vcpu;
        StartDeadline();
        try
        {
            while (true)
            {
                KvmExit exit = vcpu.Run();
                CheckDeadline(vcpu, exit);
                if (exit.Reason != KvmExitReason.Intr)
                    return exit;
            }
        }
        finally
        {
            StopDeadline();
        }
    }

    /// <summary>Runs the guest until it is done.</summary>
    /// <param name="answer">What it reads, by port or MMIO: fills the data.</param>
    /// <returns>Its accesses on the way.</returns>
    public List<GuestAccess> RunToEnd(Action<GuestAccess, Span<byte>>? answer = null)
    {
        List<GuestAccess> accesses = [];
        Run(exit =>
        {
            if (IsDone(exit))
                return true;
            if (exit.Reason is KvmExitReason.Io or KvmExitReason.Mmio)
            {
                GuestAccess access = GuestAccess.Of(exit);
                accesses.Add(access);
                if (!access.IsWrite)
                    answer?.Invoke(access, access.IsPort ? exit.Io.Data : exit.Mmio.Data);
            }

            return false;
        });
        return accesses;
    }

    /// <summary>Whether an exit is a guest's last.</summary>
    public static bool IsDone(KvmExit exit) => exit.Reason == KvmExitReason.Hlt || (exit.Reason == KvmExitReason.Io && exit.Io.Port == DonePort);

    public void Dispose()
    {
        _deadline.Dispose();
        Vm.Dispose();
        System.Dispose();
        Memory.Dispose();
    }

    private static string Describe(KvmVcpu vcpu)
    {
        KvmRegs regs = vcpu.GetRegs();
        return $"rip {regs.Rip:X} rax {regs.Rax:X} rbx {regs.Rbx:X} rcx {regs.Rcx:X} rdx {regs.Rdx:X} rsp {regs.Rsp:X} rflags {regs.Rflags:X}, {vcpu.GetMpState()}";
    }

    private void StartDeadline()
    {
        TimeSpan patience = Patience.Seconds(DeadlineSeconds);
        Volatile.Write(ref _end, Stopwatch.GetTimestamp() + (long)(patience.TotalSeconds * Stopwatch.Frequency));
        _deadline.Change(patience, TimeSpan.FromMilliseconds(100));
    }

    private void StopDeadline() => _deadline.Change(Timeout.Infinite, Timeout.Infinite);

    private void CheckDeadline(KvmVcpu vcpu, KvmExit exit)
    {
        if (exit.Reason == KvmExitReason.Intr && Stopwatch.GetTimestamp() >= Volatile.Read(ref _end))
            Assert.Fail($"The guest did not come to its end within {Patience.Seconds(DeadlineSeconds).TotalSeconds:F0} s. {Describe(vcpu)}");
    }

    // The vCPU that hangs may be any.
    private void KickLate()
    {
        try
        {
            foreach (KvmVcpu vcpu in Vm.Vcpus)
                vcpu.Kick();
        }
        catch (ObjectDisposedException)
        {
        }
    }
}
