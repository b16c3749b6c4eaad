using VirtCore.Interop;
using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

public sealed unsafe partial class KvmVm
{
    // The rings stay until the VM goes, also that of a vCPU that was disposed: pages that it wrote may be in there still.
    private readonly List<DirtyRing> _dirtyRings = [];
    private int _dirtyRingBytes;

    // Dirty logs use it too: while it is held no slot changes its number or length, no vCPU is made and the VM is not disposed, for which it is asked.
    internal Lock Lock => _lock;

    internal void EnableDirtyRing(KvmCapability capability, int bytes)
    {
        lock (_lock)
        {
            ThrowIfDisposedUnsynchronized();
            if (_vcpus.Count != 0)
                throw new InvalidOperationException("Dirty rings are enabled before the first vCPU is made.");
            EnableCap(capability, (ulong)bytes);
            _dirtyRingBytes = bytes;
        }
    }

    /// <summary>Takes what is in the rings. Called with the lock held, which is why a vCPU that is being made is not among them.</summary>
    /// <returns>How many pages.</returns>
    internal int CollectDirtyRingsUnsynchronized(DirtyRingLog log)
    {
        ThrowIfDisposedUnsynchronized();
        int count = 0;
        foreach (DirtyRing ring in _dirtyRings)
            count += ring.Collect(log);
        // Write-protects the pages again, so what is written from here on is logged again.
        if (count != 0)
            KvmIoctl.Call(_descriptor, KVM.RESET_DIRTY_RINGS);
        return count;
    }

    /// <summary>The log of a slot into words that hold it. Called with the lock held.</summary>
    internal void GetDirtyLogUnsynchronized(KvmMemorySlot slot, Span<ulong> words)
    {
        fixed (ulong* first = words[..DirtyBitmap.WordsFor(slot.PageCount)])
        {
            kvm_dirty_log request = new() { slot = slot.Number, dirty_bitmap = first };
            // SAFETY: the kernel writes a bit for each page, in whole words, and the slot keeps its length while the lock is held.
            int answer = KvmIoctl.Try(_descriptor, KVM.GET_DIRTY_LOG, &request);
            if (answer < 0)
                throw DirtyLogRefusal("KVM_GET_DIRTY_LOG", answer, slot);
        }
    }

    /// <summary>Clears the pages of a slot that are set in a part of its bitmap. Called with the lock held.</summary>
    internal void ClearDirtyLogUnsynchronized(KvmMemorySlot slot, ReadOnlySpan<ulong> words, int firstWord)
    {
        ulong firstPage = (ulong)firstWord * 64;
        fixed (ulong* first = words)
        {
            kvm_clear_dirty_log request = new() { slot = slot.Number, first_page = firstPage, num_pages = (uint)Math.Min((ulong)words.Length * 64, slot.PageCount - firstPage), dirty_bitmap = first };
            // SAFETY: the kernel reads a bit for each of the pages, in whole words.
            int answer = KvmIoctl.Try(_descriptor, KVM.CLEAR_DIRTY_LOG, &request);
            if (answer < 0)
                throw DirtyLogRefusal("KVM_CLEAR_DIRTY_LOG", answer, slot);
        }
    }

    internal KvmMemorySlot? SlotUnsynchronized(uint number) => _slots.GetValueOrDefault(number);

    private static KernelException DirtyLogRefusal(string name, int answer, KvmMemorySlot slot) =>
        KvmIoctl.Refusal(name, -answer, $"slot {slot.Number}", "The slot needs KvmMemoryFlags.LogDirtyPages.");

    private void AddDirtyRingUnsynchronized(SafeVcpuDescriptor vcpu)
    {
        if (_dirtyRingBytes != 0)
            _dirtyRings.Add(new DirtyRing(SafeMapping.Shared(vcpu, (nuint)_dirtyRingBytes, KVM.DIRTY_LOG_PAGE_OFFSET * (long)PageSize)));
    }

    // With the lock: nobody is collecting.
    private void ReleaseDirtyRings()
    {
        lock (_lock)
        {
            foreach (DirtyRing ring in _dirtyRings)
                ring.Dispose();
        }
    }
}
