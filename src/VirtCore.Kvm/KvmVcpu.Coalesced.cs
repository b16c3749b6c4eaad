using System.Buffers.Binary;
using VirtCore.Interop;
using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

public sealed unsafe partial class KvmVcpu
{
    private const int PageSize = 4096;

    private static int RingCapacity => (PageSize - sizeof(kvm_coalesced_mmio_ring)) / sizeof(kvm_coalesced_mmio);

    /// <summary>Takes the oldest write that the kernel has collected in the VM (<see cref="KvmVm.RegisterCoalescedMmio"/>), of whichever vCPU.</summary>
    /// <remarks>The ring is the VM's, and each vCPU shows it: threads take turns. The writes come before the exit that this vCPU left with.</remarks>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public bool TryReadCoalesced(out KvmCoalescedWrite write)
    {
        using var lease = new DescriptorLease(_shared);
        lock (_vm.CoalescedLock)
        {
            // SAFETY: the kernel shows the ring in a page of its own behind kvm_run, writes `last` and reads `first`. Both are held against the ring's capacity.
            var ring = (kvm_coalesced_mmio_ring*)((byte*)_run + KVM.COALESCED_MMIO_PAGE_OFFSET * PageSize);
            uint first = ring->first;
            if ((KVM.COALESCED_MMIO_PAGE_OFFSET + 1) * PageSize > (int)_shared.Length || first >= RingCapacity || first == Volatile.Read(ref ring->last))
            {
                write = default;
                return false;
            }

            kvm_coalesced_mmio* entry = (kvm_coalesced_mmio*)(ring + 1) + first;
            int length = (int)Math.Min(entry->len, 8u);
            ulong data = BinaryPrimitives.ReadUInt64LittleEndian(new ReadOnlySpan<byte>(entry->data, 8));
            write = new KvmCoalescedWrite(entry->phys_addr, length, length == 8 ? data : data & ((1UL << (8 * length)) - 1), entry->pio != 0);
            Volatile.Write(ref ring->first, (first + 1) % (uint)RingCapacity);
            return true;
        }
    }
}
