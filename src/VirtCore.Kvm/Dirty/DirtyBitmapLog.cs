using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>The log that the kernel keeps as a bitmap for each slot (<c>KVM_GET_DIRTY_LOG</c>).</summary>
/// <remarks>
/// With manual protection (<c>KVM_CAP_MANUAL_DIRTY_LOG_PROTECT2</c>, Linux 5.2) a harvest only tells, and <see cref="DirtyLog.Clear"/> write-protects a part of the pages again: vCPUs wait for that shortly, and a page that is
/// written between the two is copied once. Without it a harvest does both for the whole slot.
/// </remarks>
public sealed class DirtyBitmapLog : DirtyLog
{
    private DirtyBitmapLog(KvmVm vm, bool isManual, bool isInitiallySet)
        : base(vm)
    {
        IsManual = isManual;
        IsInitiallySet = isInitiallySet;
    }

    /// <summary>Whether pages stay dirty until they are cleared.</summary>
    public bool IsManual { get; }

    /// <summary>Whether a log begins with all pages dirty (<c>KVM_DIRTY_LOG_INITIALLY_SET</c>, Linux 5.7), as the first pass of a migration wants it: nothing is write-protected before it is copied.</summary>
    public bool IsInitiallySet { get; }

    /// <summary>Chooses the log of a VM, before slots are logged.</summary>
    /// <param name="vm">The VM.</param>
    /// <param name="manual">Manual protection, where this kernel has it: <see cref="IsManual"/> says so.</param>
    /// <param name="initiallySet">That logs begin with all pages dirty, where this kernel has it: <see cref="IsInitiallySet"/> says so. Needs manual protection.</param>
    /// <exception cref="ArgumentException">It is to begin with all pages dirty without manual protection.</exception>
    /// <exception cref="ObjectDisposedException">The VM was disposed.</exception>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public static DirtyBitmapLog Open(KvmVm vm, bool manual = true, bool initiallySet = false)
    {
        ArgumentNullException.ThrowIfNull(vm);
        if (initiallySet && !manual)
            throw new ArgumentException("Logs that begin with all pages dirty need manual protection.", nameof(initiallySet));
        uint offered = (uint)vm.CheckExtension(KvmCapability.ManualDirtyLogProtect2);
        uint wanted = (manual ? KVM.DIRTY_LOG_MANUAL_PROTECT_ENABLE : 0) | (initiallySet ? KVM.DIRTY_LOG_INITIALLY_SET : 0);
        uint flags = (offered & KVM.DIRTY_LOG_MANUAL_PROTECT_ENABLE) != 0 ? wanted & offered : 0;
        if (offered != 0)
            vm.EnableCap(KvmCapability.ManualDirtyLogProtect2, flags);
        return new DirtyBitmapLog(vm, (flags & KVM.DIRTY_LOG_MANUAL_PROTECT_ENABLE) != 0, (flags & KVM.DIRTY_LOG_INITIALLY_SET) != 0);
    }

    /// <inheritdoc/>
    public override void Collect()
    {
    }

    private protected override void HarvestUnsynchronized(KvmMemorySlot slot, Span<ulong> bitmap) => Vm.GetDirtyLogUnsynchronized(slot, bitmap);

    private protected override void ClearUnsynchronized(KvmMemorySlot slot, ReadOnlySpan<ulong> bitmap, int firstWord)
    {
        if (IsManual)
            Vm.ClearDirtyLogUnsynchronized(slot, bitmap, firstWord);
    }
}
