using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>Addresses or ports whose writes are collected, and seen when the vCPU leaves for another reason (<c>KVM_REGISTER_COALESCED_MMIO</c>).</summary>
/// <remarks><see cref="KvmVcpu.TryReadCoalesced"/> takes them.</remarks>
public sealed class KvmCoalescedZone : IDisposable
{
    private readonly KvmVm _vm;
    private readonly kvm_coalesced_mmio_zone _zone;
    private int _disposed;

    internal KvmCoalescedZone(KvmVm vm, kvm_coalesced_mmio_zone zone) => (_vm, _zone) = (vm, zone);

    /// <summary>The first address or port.</summary>
    public ulong Address => _zone.addr;

    /// <summary>How many.</summary>
    public uint Length => _zone.size;

    /// <summary>Ends the collecting. What was collected stays to be taken.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            _vm.TryUnregister(_zone);
    }
}
