using VirtCore.Interop;
using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>The ring in which the kernel tells which pages a vCPU has written.</summary>
internal sealed unsafe class DirtyRing(SafeMapping mapping) : IDisposable
{
    private readonly uint _mask = (uint)(mapping.Length / (nuint)sizeof(kvm_dirty_gfn)) - 1; // the kernel takes powers of two only
    private uint _next;

    /// <summary>Takes the entries that are there. One thread at a time.</summary>
    /// <returns>How many. The kernel uses their places again after KVM_RESET_DIRTY_RINGS.</returns>
    public int Collect(DirtyRingLog log)
    {
        int count = 0;
        while (true)
        {
            // SAFETY: the mapping stays until the VM is disposed, and the index is within it.
            kvm_dirty_gfn* entry = (kvm_dirty_gfn*)mapping.Address + (_next & _mask);
            // Acquire: the entry was filled before it was flagged. Release: it was read before the kernel may fill it again.
            if ((Volatile.Read(ref entry->flags) & KVM.DIRTY_GFN_F_MASK) != KVM.DIRTY_GFN_F_DIRTY)
                return count;
            log.AddUnsynchronized(entry->slot, entry->offset);
            Volatile.Write(ref entry->flags, KVM.DIRTY_GFN_F_RESET);
            _next++;
            count++;
        }
    }

    public void Dispose() => mapping.Dispose();
}
