using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Kvm;

public sealed unsafe partial class KvmVcpu
{
    private VcpuThread? _owner;

    /// <summary>Whether the run that comes completes an exit and then leaves at once (<c>immediate_exit</c>): see <see cref="CompleteExit"/>. For the owner.</summary>
    internal bool ImmediateExit => Volatile.Read(ref _run->immediate_exit) != 0;

    internal kvm_run* Page => _run;

    internal nuint PageLength => _shared.Length;

    /// <summary>Runs the guest until it needs the host (<c>KVM_RUN</c>).</summary>
    /// <returns>
    /// Why it left. <see cref="KvmExitReason.Intr"/>: it was kicked, or a signal came. The exit shows the page that the vCPU shares with the kernel, and is good until the next run;
    /// what the guest wants to read is written there before that.
    /// </returns>
    /// <remarks>
    /// The first thread that calls it owns the vCPU. It blocks SIGURG there, which <see cref="Kick"/> uses. Nothing is allocated. The memory fault of a page that is
    /// neither shared nor private as the guest wants it (EFAULT with <see cref="KvmExitReason.MemoryFault"/>, Linux 6.8) is an exit too.
    /// </remarks>
    /// <exception cref="InvalidOperationException">Another thread owns it, its state is being saved or restored, or a restore failed half-way.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed, now or while it ran.</exception>
    /// <exception cref="KernelException">EFAULT: the guest touched memory that this process no longer has. EINVAL: its state is impossible.</exception>
    public KvmExit Run()
    {
        if (_owner is null || _owner != VcpuThread.CurrentOrNull)
            Bind();
        if ((Interlocked.Or(ref _state, Running) & NoRun) is var barred and not 0)
            Leave(barred);
        // SAFETY: while Running is set the descriptor is not closed, so the number is this vCPU's.
        int answer = ProcessSyscalls.ioctl_without_errno(_number, KVM.RUN, null);
        int error = answer == 0 ? 0 : WhyNot();
        uint reason = _run->exit_reason;
        if ((Interlocked.And(ref _state, ~Running) & Disposed) != 0)
            Leave(Disposed);
        return error == 0 ? new KvmExit(this, (KvmExitReason)reason) : RunFailed(error);
    }

    /// <summary>Completes the exit that the last run ended with, without running the guest on: its state can then be saved.</summary>
    /// <returns><see cref="KvmExitReason.Intr"/> when it is complete. Any other exit belongs to the same instruction: handle it and call again.</returns>
    /// <remarks>The kernel finishes a port or MMIO access, a hypercall or an MSR access when the vCPU is run again; <c>immediate_exit</c> (Linux 4.11) makes that run end right after.</remarks>
    /// <exception cref="InvalidOperationException">Another thread owns it.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    /// <exception cref="KernelException">As for <see cref="Run"/>.</exception>
    public KvmExit CompleteExit()
    {
        if (_owner is null || _owner != VcpuThread.CurrentOrNull)
            Bind();
        if ((Interlocked.Or(ref _state, Running) & NoRun) is var barred and not 0)
            Leave(barred);
        Volatile.Write(ref _run->immediate_exit, (byte)1);
        // SAFETY: as in Run.
        int answer = ProcessSyscalls.ioctl_without_errno(_number, KVM.RUN, null);
        int error = answer == 0 ? 0 : WhyNot();
        Volatile.Write(ref _run->immediate_exit, (byte)0);
        // A kick of meanwhile keeps its due: whoever sets Kicked writes the byte after that.
        if ((Interlocked.And(ref _state, ~Running) & (Kicked | Disposed)) is var state and not 0)
        {
            if ((state & Disposed) != 0)
                Leave(state);
            Volatile.Write(ref _run->immediate_exit, (byte)1);
        }

        if (error == 0)
            return new KvmExit(this, (KvmExitReason)_run->exit_reason);
        if (error != EINTR)
            throw Refusal(error);
        _run->exit_reason = KVM.EXIT_INTR;
        return new KvmExit(this, KvmExitReason.Intr);
    }

    /// <summary>Makes the run that is under way return, or else the next one: with <see cref="KvmExitReason.Intr"/>, unless the guest leaves for another reason first, after which the kick still stands.</summary>
    /// <remarks>
    /// From any thread. No signal handler runs: the vCPU's thread blocks the signal, and the kernel lets it through in KVM_RUN alone. Kicks that come before the
    /// run has returned are one. A run may also end with <see cref="KvmExitReason.Intr"/> though nobody kicked it.
    /// </remarks>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public void Kick()
    {
        // The page must stay while it is written to.
        using var lease = new DescriptorLease(_shared);
        // The order is what makes it certain. The owner sets Running and then the kernel reads the byte; here the byte is written before Running is read. So one of
        // the two sees the other. And the owner, when it answers a kick, clears the byte first and Kicked after: a byte that is written now is cleared only by an answer to this kick.
        int before = Interlocked.Or(ref _state, Kicked);
        ThrowIfDisposed();
        if ((before & Kicked) != 0)
            return;
        Volatile.Write(ref _run->immediate_exit, (byte)1);
        Interlocked.MemoryBarrier();
        if ((_state & Running) != 0)
            SignalOwner();
    }

    /// <summary>Gives the vCPU up, so that another thread may run it. Called by the owner.</summary>
    /// <exception cref="InvalidOperationException">Another thread owns it.</exception>
    public void ReleaseThread()
    {
        if (_owner is null)
            return;
        if (_owner != VcpuThread.CurrentOrNull)
            throw NotOwner();
        _owner.Release();
        Volatile.Write(ref _owner, null);
    }

    // An owner that has given the vCPU up meanwhile has left KVM_RUN.
    private void SignalOwner()
    {
        if (Volatile.Read(ref _owner) is { } owner)
            KickSignal.Send(owner.Number);
    }

    private InvalidOperationException NotOwner() =>
        new($"{Name} belongs to thread {_owner?.Name}; one thread runs a vCPU. That thread can give it up with ReleaseThread.");

    // The owner's threads are few and live long, so this is not the path that counts.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Bind()
    {
        ThrowIfDisposed();
        VcpuThread current = VcpuThread.Current;
        VcpuThread? owner = Volatile.Read(ref _owner);
        if (owner is { IsAlive: true } || Interlocked.CompareExchange(ref _owner, current, owner) != owner)
            throw NotOwner();
        ulong blocked = current.Acquire();
        byte* mask = stackalloc byte[sizeof(kvm_signal_mask) + sizeof(ulong)];
        ((kvm_signal_mask*)mask)->len = sizeof(ulong);
        // SAFETY: the struct is followed by the eight bytes that it announces.
        Unsafe.WriteUnaligned(mask + sizeof(kvm_signal_mask), blocked);
        try
        {
            Call(KVM.SET_SIGNAL_MASK, mask);
        }
        catch
        {
            ReleaseThread();
            throw;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Leave(int state)
    {
        lock (_left)
        {
            Interlocked.And(ref _state, ~Running);
            Monitor.PulseAll(_left);
        }

        ThrowIfDisposed();
        throw (state & HalfRestored) != 0 ? NotRestored() : new InvalidOperationException($"{Name} is being saved or restored.");
    }

    private InvalidOperationException NotRestored() =>
        new($"{Name} has parts of two states, as the kernel refused a part of the one that was restored. Dispose its VM, or restore another state.");

    // A collection that holds this thread up on its way out of the call may have changed errno. EINTR, true or not, is an outcome that callers run on from; any other word is
    // asked for a second time, by a call that keeps it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int WhyNot()
    {
        int error = Marshal.GetLastSystemError();
        if (error == EINTR)
            return error;
        // SAFETY: as in Run.
        return ProcessSyscalls.ioctl(_number, KVM.RUN, null) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private KvmExit RunFailed(int error)
    {
        if (error == EINTR)
        {
            KickSignal.Consume();
            AnswerKick();
        }
        else if (error == EAGAIN)
        {
            AnswerKick(); // a vCPU that the guest has not started was woken: as good as a signal
        }
        else if ((error == EFAULT || error == EHWPOISON) && _run->exit_reason == KVM.EXIT_MEMORY_FAULT && _vm.CheckExtension(KvmCapability.MemoryFaultInfo) != 0)
        {
            return new KvmExit(this, KvmExitReason.MemoryFault);
        }
        else
        {
            throw Refusal(error);
        }

        _run->exit_reason = KVM.EXIT_INTR;
        return new KvmExit(this, KvmExitReason.Intr);
    }

    private void AnswerKick()
    {
        Volatile.Write(ref _run->immediate_exit, (byte)0);
        Interlocked.And(ref _state, ~Kicked);
    }

    private KernelException Refusal(int error) => new("KVM_RUN", error, Name, error == EFAULT ? "The guest touched memory that this process has unmapped or cannot read." : null);

    private const int EHWPOISON = 133;
}
