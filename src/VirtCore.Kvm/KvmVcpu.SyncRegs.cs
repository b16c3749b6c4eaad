using VirtCore.Interop;
using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

// The registers lie in the shared page: reading them after a run, and changing them before the next, costs no system call.
public sealed unsafe partial class KvmVcpu
{
    /// <summary>Which registers each run leaves in the shared page (<c>kvm_valid_regs</c>, Linux 4.17). For the owner.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public KvmSyncRegs SyncedRegs
    {
        get => (KvmSyncRegs)_run->kvm_valid_regs;
        set
        {
            using var lease = new DescriptorLease(_shared);
            _run->kvm_valid_regs = (ulong)value;
        }
    }

    /// <summary>The general registers as the last run left them. <see cref="SyncedRegs"/> must have asked for them. For the owner.</summary>
    /// <exception cref="InvalidOperationException">They were not asked for.</exception>
    public KvmRegs GetSyncedRegs()
    {
        Expect(KvmSyncRegs.Regs);
        return new KvmRegs { Raw = _run->s.regs.regs };
    }

    /// <summary>Sets the general registers for the next run. For the owner.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public void SetSyncedRegs(in KvmRegs regs)
    {
        using var lease = new DescriptorLease(_shared);
        _run->s.regs.regs = regs.Raw;
        _run->kvm_dirty_regs |= (ulong)KvmSyncRegs.Regs;
    }

    /// <summary>The special registers as the last run left them. <see cref="SyncedRegs"/> must have asked for them. For the owner.</summary>
    /// <exception cref="InvalidOperationException">They were not asked for.</exception>
    public KvmSregs GetSyncedSregs()
    {
        Expect(KvmSyncRegs.Sregs);
        return new KvmSregs { Raw = _run->s.regs.sregs };
    }

    /// <summary>Sets the special registers for the next run. For the owner.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public void SetSyncedSregs(in KvmSregs sregs)
    {
        using var lease = new DescriptorLease(_shared);
        _run->s.regs.sregs = sregs.Raw;
        _run->kvm_dirty_regs |= (ulong)KvmSyncRegs.Sregs;
    }

    private void Expect(KvmSyncRegs wanted)
    {
        ThrowIfDisposed();
        if (((KvmSyncRegs)_run->kvm_valid_regs & wanted) == 0)
            throw new InvalidOperationException($"SyncedRegs has not asked for {wanted}.");
    }
}
