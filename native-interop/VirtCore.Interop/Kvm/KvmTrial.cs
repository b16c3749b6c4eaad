using System.Diagnostics;
using System.Runtime.InteropServices;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>A virtual machine of one page and one vCPU that adds two numbers: whether KVM really runs guests.</summary>
/// <remarks>
/// <para>The guest is in the last page below 4 GiB, where an x86 processor starts after its reset; so no register is set.</para>
/// <para>
/// KVM_RUN can hang on a back end that is broken, so it has a thread of its own, which owns all that the machine is and gives it back as it ends. When its
/// time is up it gets a signal that only KVM_RUN lets through (KVM_SET_SIGNAL_MASK): the call returns, no handler runs, and the signal ends with the thread.
/// </para>
/// </remarks>
internal sealed partial class KvmTrial
{
    private const ulong GuestPage = 0xFFFFF000;
    private const int ResetVector = 0xFF0;
    private const ulong TaskStateAddress = 0xFEFFD000; // three pages that the guest has no use for; processors before 2010 need them
    private const int PageSize = 4096;
    private const byte Port = 0x10;
    private const byte Sum = 42;

    // mov $20, %al; add $22, %al; out %al, $0x10; hlt
    private static readonly byte[] s_guest = [0xB0, 20, 0x04, 22, 0xE6, Port, 0xF4];

    private readonly Lock _lock = new();
    private readonly KvmProbe _device;
    private readonly byte[] _guest;
    private nuint _thread; // pthread_t while the thread may be signalled
    private bool _stopped;
    private KvmTrialResult _result = new(KvmTrialOutcome.Stuck);

    private KvmTrial(KvmProbe device, byte[] guest) => (_device, _guest) = (device, guest);

    /// <summary>Runs the guest. Returns within twice the limit, whatever KVM does. Takes over the device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="limit">How long the guest may take.</param>
    /// <param name="guest">Another guest, of at most 16 bytes; null for the one that adds.</param>
    public static KvmTrialResult Run(KvmProbe device, TimeSpan limit, byte[]? guest = null)
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
            throw new PlatformNotSupportedException("The guest is x86 code.");
        var trial = new KvmTrial(device, guest ?? s_guest);
        var thread = new Thread(trial.Work, maxStackSize: 256 << 10) { IsBackground = true, Name = "kvm-trial" };
        thread.Start();
        if (!thread.Join(limit))
        {
            trial.Stop();
            if (!thread.Join(limit))
                return new KvmTrialResult(KvmTrialOutcome.Stuck);
        }

        return trial._result;
    }

    private void Work()
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            using (_device)
                _result = RunGuest() with { Time = Stopwatch.GetElapsedTime(start) };
        }
        catch (KernelException refusal)
        {
            _result = new KvmTrialResult(KvmTrialOutcome.Refused) { Refusal = refusal };
        }
        finally
        {
            lock (_lock)
                _thread = 0;
        }
    }

    private unsafe KvmTrialResult RunGuest()
    {
        BlockSignal();
        using SafeFileDescriptor machine = _device.CreateVm();
        using SafeMapping memory = SafeMapping.Anonymous(PageSize);
        // SAFETY: the page is mapped until the machine that sees it is closed; the copy ends within it.
        _guest.CopyTo(new Span<byte>(memory.Address + ResetVector, PageSize - ResetVector));
        var region = new kvm_userspace_memory_region
        {
            guest_phys_addr = GuestPage,
            memory_size = PageSize,
            userspace_addr = (ulong)memory.Address,
        };
        // SAFETY: an address as a number; each struct is whole, and on the stack.
        KvmProbe.Ask(machine, KVM.SET_TSS_ADDR, (void*)TaskStateAddress);
        KvmProbe.Ask(machine, KVM.SET_USER_MEMORY_REGION, &region);
        using var processor = new SafeFileDescriptor(KvmProbe.Ask(machine, KVM.CREATE_VCPU, null));
        byte* mask = stackalloc byte[sizeof(kvm_signal_mask) + sizeof(ulong)];
        new Span<byte>(mask, sizeof(kvm_signal_mask) + sizeof(ulong)).Clear(); // nothing is blocked while the guest runs
        ((kvm_signal_mask*)mask)->len = sizeof(ulong);
        KvmProbe.Ask(processor, KVM.SET_SIGNAL_MASK, mask);
        using SafeMapping shared = SafeMapping.Shared(processor, (nuint)_device.VcpuMappingSize);
        return Run(processor, shared);
    }

    private unsafe KvmTrialResult Run(SafeFileDescriptor processor, SafeMapping shared)
    {
        using var lease = new DescriptorLease(processor);
        // SAFETY: the kernel maps at least one page, which begins with this struct, and writes it only while KVM_RUN runs.
        kvm_run* run = (kvm_run*)shared.Address;
        bool said = false;
        while (true)
        {
            if (ProcessSyscalls.ioctl(lease.Number, KVM.RUN, null) != 0)
            {
                int error = Marshal.GetLastPInvokeError();
                if (error != EINTR && error != EAGAIN)
                    throw new KernelException("KVM_RUN", error, "/dev/kvm");
                if (Volatile.Read(ref _stopped))
                    return new KvmTrialResult(KvmTrialOutcome.TimedOut);
                continue;
            }

            switch (run->exit_reason)
            {
                case KVM.EXIT_IO when !said && IsSum(run, shared):
                    said = true;
                    break;
                case KVM.EXIT_HLT when said:
                    return new KvmTrialResult(KvmTrialOutcome.Ran);
                default:
                    return new KvmTrialResult(KvmTrialOutcome.WrongExit) { ExitReason = run->exit_reason };
            }
        }
    }

    private static unsafe bool IsSum(kvm_run* run, SafeMapping shared) =>
        run->io is { direction: KVM.EXIT_IO_OUT, size: 1, port: Port, count: 1 }
        // SAFETY: the offset was found to be within the mapping.
        && run->io.data_offset < shared.Length && shared.Address[run->io.data_offset] == Sum;

    private void Stop()
    {
        Volatile.Write(ref _stopped, true);
        lock (_lock)
        {
            if (_thread != 0)
                _ = pthread_kill(_thread, SIGURG);
        }
    }

    // Blocked, a signal waits; one whose default is to be ignored does no harm should it ever get through.
    private unsafe void BlockSignal()
    {
        byte* set = stackalloc byte[SignalSetRoom];
        // SAFETY: the buffer is larger than the C library's sigset_t.
        _ = sigemptyset(set);
        _ = sigaddset(set, SIGURG);
        if (pthread_sigmask(SIG_BLOCK, set, null) != 0)
            throw new InvalidOperationException("pthread_sigmask refused a mask that it knows.");
        lock (_lock)
            _thread = pthread_self();
    }

    private const int SIGURG = 23;
    private const int SIG_BLOCK = 0;
    private const int SignalSetRoom = 128;

    // https://man7.org/linux/man-pages/man3/pthread_kill.3.html and its neighbours
    [LibraryImport("libc")]
    private static partial int pthread_kill(nuint thread, int sig);

    [LibraryImport("libc")]
    private static partial nuint pthread_self();

    [LibraryImport("libc")]
    private static unsafe partial int pthread_sigmask(int how, void* set, void* oldset);

    [LibraryImport("libc")]
    private static unsafe partial int sigemptyset(void* set);

    [LibraryImport("libc")]
    private static unsafe partial int sigaddset(void* set, int signum);
}
