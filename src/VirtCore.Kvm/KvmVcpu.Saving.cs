using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Kvm;

public sealed unsafe partial class KvmVcpu
{
    internal const int LegacyXsaveSize = 4096; // struct kvm_xsave before what KVM_GET_XSAVE2 adds

    /// <summary>Whether the last run ended within an instruction of the guest, which the next run, or <see cref="CompleteExit"/>, finishes. A state that is saved before would lose it.</summary>
    /// <remarks>Port and MMIO accesses, hypercalls and accesses to MSRs. The kernel keeps what is to be done outside of what can be saved.</remarks>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public bool HasPendingExit => PendingReason() is not null;

    /// <summary>Keeps the vCPU from running until <see cref="LetGo"/>: a run is refused meanwhile.</summary>
    internal void Hold()
    {
        while (true)
        {
            int state = _state;
            if ((state & Disposed) != 0)
                ThrowIfDisposed();
            if ((state & Running) != 0)
                throw new InvalidOperationException($"{Name} runs. Kick it, and wait for its thread to leave Run.");
            if ((state & Held) != 0)
                throw new InvalidOperationException($"{Name} is being saved or restored by another thread.");
            if (Interlocked.CompareExchange(ref _state, state | Held, state) == state)
                return;
        }
    }

    internal void LetGo() => Interlocked.And(ref _state, ~Held);

    /// <summary>From here on it has parts of two states, until <see cref="EndRestore"/>: it does not run.</summary>
    internal void BeginRestore() => Interlocked.Or(ref _state, HalfRestored);

    internal void EndRestore()
    {
        // What its last run ended with is no longer where it stands. The page must stay while it is written to.
        using var lease = new DescriptorLease(_shared);
        _run->exit_reason = KVM.EXIT_INTR;
        Interlocked.And(ref _state, ~HalfRestored);
    }

    internal void ThrowIfHalfRestored()
    {
        if ((_state & HalfRestored) != 0)
            throw NotRestored();
    }

    internal void ThrowIfPending()
    {
        if (PendingReason() is { } reason)
            throw new InvalidOperationException($"{Name} left the guest within an instruction ({reason}). Answer the exit and finish it first: CompleteExit, in the thread that owns it, until that says Intr.");
    }

    /// <summary>Whether it has a local APIC in the kernel.</summary>
    internal bool HasLapic()
    {
        kvm_lapic_state lapic;
        ThrowIfRunning();
        // SAFETY: here and below, a whole struct, on the stack, which the kernel fills.
        return KvmIoctl.Try(_descriptor, KVM.GET_LAPIC, &lapic) switch
        {
            >= 0 => true,
            var refused when refused == -EINVAL => false,
            var refused => throw KvmIoctl.Refusal("KVM_GET_LAPIC", -refused, Name),
        };
    }

    /// <summary>The frequency that it counts time at, or 0 where the kernel does not say.</summary>
    internal uint TscKhzOrZero()
    {
        ThrowIfRunning();
        return (uint)Math.Max(KvmIoctl.Try(_descriptor, KVM.GET_TSC_KHZ, null), 0);
    }

    /// <summary>XCR0, or null where the processor has none.</summary>
    internal ulong? Xcr0OrNull()
    {
        kvm_xcrs xcrs = default;
        ThrowIfRunning();
        return KvmIoctl.Try(_descriptor, KVM.GET_XCRS, &xcrs) >= 0 && xcrs.nr_xcrs > 0 ? xcrs.xcrs[0].value : null;
    }

    /// <summary>Whether its guest has begun to be a hypervisor: VMXON was executed, or a guest of the guest's runs. No register holds that.</summary>
    internal bool HasNestedState()
    {
        if (_vm.CheckExtension(KvmCapability.NestedState) == 0)
            return false;
        kvm_nested_state head = new() { size = (uint)sizeof(kvm_nested_state) };
        ThrowIfRunning();
        int answer = KvmIoctl.Try(_descriptor, KVM.GET_NESTED_STATE, &head);
        if (answer == -EINVAL)
            return false; // KVM was loaded without nesting
        // E2BIG: there is more than a head.
        return answer < 0 || (head.format == KVM.STATE_NESTED_FORMAT_VMX ? head.hdr.vmx.vmxon_pa != ulong.MaxValue : (head.flags & KVM.STATE_NESTED_GUEST_MODE) != 0);
    }

    private KvmExitReason? PendingReason()
    {
        using var lease = new DescriptorLease(_shared);
        return (KvmExitReason)_run->exit_reason is
            (KvmExitReason.Io or KvmExitReason.Mmio or KvmExitReason.Hypercall or KvmExitReason.X86Rdmsr or KvmExitReason.X86Wrmsr or KvmExitReason.Hyperv or KvmExitReason.Xen
            or KvmExitReason.ApResetHold or KvmExitReason.X86BusLock or KvmExitReason.Tdx or KvmExitReason.SnpReqCerts) and var reason ? reason : null;
    }
}
