using VirtCore.Interop;
using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>A virtual CPU (<c>KVM_CREATE_VCPU</c>).</summary>
/// <remarks>
/// <para>
/// One thread owns a vCPU: the first that runs it, until it calls <see cref="ReleaseThread"/> or ends. Another's <see cref="Run"/> is refused. State is read and written
/// while the vCPU does not run; <see cref="Kick"/> and <see cref="Dispose"/> may be called from any thread at any time.
/// </para>
/// <para>See <see href="https://docs.kernel.org/virt/kvm/api.html">the KVM API</see>.</para>
/// </remarks>
public sealed unsafe partial class KvmVcpu : IDisposable
{
    // What the vCPU's thread, those that kick it and the one that disposes it know of each other, in one word.
    private const int Running = 1;  // the owner is in KVM_RUN, or about to be: the descriptor's number and the mapping stay
    private const int Kicked = 2;   // a kick has not been answered
    private const int Disposed = 4;
    private const int Held = 8;          // its state is being saved or restored
    private const int HalfRestored = 16; // the kernel refused a part of a state, after it had taken others
    private const int NoRun = Disposed | Held | HalfRestored;

    private readonly object _left = new(); // its monitor tells Dispose that the owner has left KVM_RUN
    private readonly KvmVm _vm;
    private readonly SafeVcpuDescriptor _descriptor;
    private readonly SafeMapping _shared;
    private readonly kvm_run* _run;
    private readonly int _number;
    private volatile int _state;

    internal KvmVcpu(KvmVm vm, uint id, SafeVcpuDescriptor descriptor, int mmapSize)
    {
        _vm = vm;
        Id = id;
        _descriptor = descriptor;
        _number = (int)descriptor.DangerousGetHandle();
        _shared = SafeMapping.Shared(descriptor, (nuint)mmapSize);
        _run = (kvm_run*)_shared.Address;
    }

    /// <summary>Its number, which is its local APIC's id.</summary>
    public uint Id { get; }

    /// <summary>The VM that it is in.</summary>
    public KvmVm Vm => _vm;

    internal SafeVcpuDescriptor Descriptor => _descriptor;

    internal bool IsRunning => (_state & Running) != 0;

    /// <summary>Switches a capability of the vCPU on (<c>KVM_ENABLE_CAP</c>).</summary>
    /// <param name="capability">Which.</param>
    /// <param name="arguments">Its arguments, at most four; its documentation says what they mean.</param>
    /// <exception cref="KernelException">EINVAL: it cannot be switched on, not now, or not with these arguments.</exception>
    public void EnableCap(KvmCapability capability, params ReadOnlySpan<ulong> arguments)
    {
        kvm_enable_cap request = KvmVm.EnableCapRequest(capability, arguments);
        Call(KVM.ENABLE_CAP, &request);
    }

    /// <summary>Opens what KVM counts for this vCPU (<c>KVM_GET_STATS_FD</c>, Linux 5.14).</summary>
    /// <exception cref="KernelException">ENOTTY or EINVAL: the kernel is older.</exception>
    public KvmStatistics OpenStatistics() => new(new SafeKvmStatisticsDescriptor(KvmIoctl.Call(_descriptor, KVM.GET_STATS_FD)));

    /// <summary>Ends a run that is under way in another thread, waits until that thread has left the kernel, and closes the vCPU.</summary>
    /// <remarks>The run, and every later one, ends with <see cref="ObjectDisposedException"/>. What a <see cref="KvmExit"/> still shows reads as zeros.</remarks>
    public void Dispose()
    {
        if ((Interlocked.Or(ref _state, Disposed) & Disposed) != 0)
            return;
        // No run begins from here on: it would see the bit. One that is under way is kicked once, and no kick is lost.
        lock (_left)
        {
            if ((_state & Running) != 0)
            {
                Volatile.Write(ref _run->immediate_exit, (byte)1);
                Interlocked.MemoryBarrier();
                SignalOwner();
            }

            while ((_state & Running) != 0)
                Monitor.Wait(_left);
        }

        _shared.Dispose();
        _descriptor.Dispose();
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf((_state & Disposed) != 0, this);

    /// <summary>An ioctl on a vCPU that does not run.</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread: the call would wait for its next exit.</exception>
    private int Call(uint request, void* argument, string? hint = null, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(request))] string name = "")
    {
        ThrowIfRunning();
        int answer = KvmIoctl.Try(_descriptor, request, argument);
        return answer >= 0 ? answer : throw KvmIoctl.Refusal(name, -answer, Name, hint);
    }

    private void ThrowIfRunning()
    {
        if ((_state & (Running | Disposed)) != 0)
        {
            ThrowIfDisposed();
            if ((_state & Held) != 0)
                return; // a run that has begun after that is turned away
            throw new InvalidOperationException($"{Name} runs in another thread. Kick it, and wait for that thread to leave Run.");
        }
    }

    // Kept: calls that are made for each exit pass it on.
    private string Name => field ??= $"vCPU {Id}";
}
