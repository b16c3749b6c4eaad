using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>An eventfd whose signals are interrupts of a guest (<c>KVM_IRQFD</c>).</summary>
public sealed class KvmIrqfd : IDisposable
{
    private readonly KvmVm _vm;
    private readonly EventFd _trigger;
    private int _disposed;

    internal KvmIrqfd(KvmVm vm, EventFd trigger, uint gsi) => (_vm, _trigger, Gsi) = (vm, trigger, gsi);

    /// <summary>The interrupt that is raised.</summary>
    public uint Gsi { get; }

    /// <summary>Ends the link. A signal that came before has been delivered.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            _vm.TryDeassign(new kvm_irqfd { gsi = Gsi, flags = KVM.IRQFD_FLAG_DEASSIGN }, _trigger);
    }
}
