using VirtCore.Interop;
using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

public sealed unsafe partial class KvmVm
{
    /// <summary>Reads which pages of a slot were written, and forgets them (<c>KVM_GET_DIRTY_LOG</c>). A bit a page, in whole words.</summary>
    internal void GetDirtyBitmap(KvmMemorySlot slot, Span<ulong> bitmap)
    {
        // The lock keeps a longer slot from taking the number while the kernel writes.
        lock (_lock)
        {
            CheckPresentUnsynchronized(slot);
            Read(slot, bitmap);
        }
    }

    private void Read(KvmMemorySlot slot, Span<ulong> bitmap)
    {
        if ((ulong)bitmap.Length < (slot.PageCount + 63) / 64)
            throw new ArgumentException($"Slot {slot.Number} has {slot.PageCount} pages.", nameof(bitmap));
        // SAFETY: the kernel fills a bit for each page of the slot, rounded up to whole words: no more than there is.
        fixed (ulong* first = bitmap)
        {
            kvm_dirty_log request = new() { slot = slot.Number, dirty_bitmap = first };
            KvmIoctl.Call(_descriptor, KVM.GET_DIRTY_LOG, &request, $"slot {slot.Number}");
        }
    }
}
