using VirtCore.Interop;
using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

public sealed unsafe partial class KvmVm
{
    internal Lock CoalescedLock { get; } = new();

    /// <summary>Makes a guest's writes to a port signal an eventfd instead of leaving the kernel (<c>KVM_IOEVENTFD</c>).</summary>
    /// <param name="target">The eventfd.</param>
    /// <param name="port">The port.</param>
    /// <param name="length">How wide the write is: 1, 2 or 4 bytes; 0 for any, without a match of data (Linux 4.4).</param>
    /// <param name="dataMatch">Only this value counts; null for all.</param>
    /// <exception cref="KernelException">EEXIST: there is one for the same writes. EINVAL: no such width. ENOSPC: too many.</exception>
    public KvmIoeventfd AddPortIoeventfd(EventFd target, ushort port, int length, ulong? dataMatch = null) =>
        LinkIoeventfd(target, port, length, dataMatch, KVM.IOEVENTFD_FLAG_PIO);

    /// <summary>Makes a guest's writes to an address signal an eventfd instead of leaving the kernel (<c>KVM_IOEVENTFD</c>).</summary>
    /// <param name="target">The eventfd.</param>
    /// <param name="guestAddress">The guest physical address, outside of memory.</param>
    /// <param name="length">How wide the write is: 1, 2, 4 or 8 bytes; 0 for any, without a match of data.</param>
    /// <param name="dataMatch">Only this value counts; null for all.</param>
    /// <exception cref="KernelException">EEXIST: there is one for the same writes. EINVAL: no such width. ENOSPC: too many.</exception>
    public KvmIoeventfd AddIoeventfd(EventFd target, ulong guestAddress, int length, ulong? dataMatch = null) =>
        LinkIoeventfd(target, guestAddress, length, dataMatch, 0);

    /// <summary>Collects a guest's writes to addresses outside of memory (<c>KVM_REGISTER_COALESCED_MMIO</c>): for devices that are written often and need not know at once.</summary>
    /// <exception cref="KernelException">ENOSPC: too many zones.</exception>
    public KvmCoalescedZone RegisterCoalescedMmio(ulong guestAddress, uint length) => Register(new kvm_coalesced_mmio_zone { addr = guestAddress, size = length });

    /// <summary>Collects a guest's writes to ports (<see cref="KvmCapability.CoalescedPio"/>, Linux 4.20).</summary>
    /// <exception cref="KernelException">EINVAL: the kernel is older. ENOSPC: too many zones.</exception>
    public KvmCoalescedZone RegisterCoalescedPio(ushort port, uint length) => Register(new kvm_coalesced_mmio_zone { addr = port, size = length, pio = 1 });

    internal void TryUnregister(kvm_coalesced_mmio_zone zone)
    {
        try
        {
            // SAFETY: a whole struct, on the stack.
            _ = KvmIoctl.Try(_descriptor, KVM.UNREGISTER_COALESCED_MMIO, &zone);
        }
        catch (ObjectDisposedException)
        {
        }
    }

    // It may be ended after its VM or its eventfd: the kernel has ended it then.
    internal void TryDeassign(kvm_ioeventfd request, EventFd target)
    {
        try
        {
            using var lease = new DescriptorLease(target.Handle);
            request.fd = lease.Number;
            // SAFETY: a whole struct, on the stack.
            _ = KvmIoctl.Try(_descriptor, KVM.IOEVENTFD, &request);
        }
        catch (ObjectDisposedException)
        {
        }
    }

    private KvmCoalescedZone Register(kvm_coalesced_mmio_zone zone)
    {
        // SAFETY: a whole struct, on the stack.
        KvmIoctl.Call(_descriptor, KVM.REGISTER_COALESCED_MMIO, &zone, $"{zone.size} at 0x{zone.addr:X}");
        return new KvmCoalescedZone(this, zone);
    }

    private KvmIoeventfd LinkIoeventfd(EventFd target, ulong address, int length, ulong? dataMatch, uint flags)
    {
        ArgumentNullException.ThrowIfNull(target);
        kvm_ioeventfd request = new()
        {
            addr = address,
            len = (uint)length,
            datamatch = dataMatch ?? 0,
            flags = flags | (dataMatch is null ? 0 : KVM.IOEVENTFD_FLAG_DATAMATCH),
        };
        using var lease = new DescriptorLease(target.Handle);
        request.fd = lease.Number;
        // SAFETY: a whole struct, on the stack.
        KvmIoctl.Call(_descriptor, KVM.IOEVENTFD, &request, $"{length} bytes at 0x{address:X}");
        return new KvmIoeventfd(this, target, request);
    }
}
