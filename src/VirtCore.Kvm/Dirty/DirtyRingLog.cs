using System.Numerics;
using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>The log in a ring for each vCPU (<c>KVM_CAP_DIRTY_LOG_RING</c>, Linux 5.11): its cost is that of the pages that were written, and not of the memory that there is.</summary>
/// <remarks>
/// What devices of the kernel write without a vCPU is in no ring. Where the kernel keeps a bitmap of that (<c>KVM_CAP_DIRTY_LOG_RING_WITH_BITMAP</c>, Linux 6.2, arm64), a harvest has it too.
/// </remarks>
public sealed class DirtyRingLog : DirtyLog
{
    private readonly Dictionary<uint, SlotPages> _pages = [];

    private DirtyRingLog(KvmVm vm, int entries, bool hasBitmap)
        : base(vm)
    {
        Entries = entries;
        HasBitmap = hasBitmap;
    }

    /// <summary>How many entries each ring has. A vCPU leaves with <see cref="KvmExitReason.DirtyRingFull"/> somewhat before that many.</summary>
    public int Entries { get; }

    /// <summary>Whether writes without a vCPU are logged as well.</summary>
    public bool HasBitmap { get; }

    /// <summary>How many entries a ring can have here; 0: there are no rings.</summary>
    /// <exception cref="KernelException">The descriptor is no VM's.</exception>
    public static int MostEntries(KvmVm vm)
    {
        ArgumentNullException.ThrowIfNull(vm);
        return CapabilityOf(vm, out int bytes) is null ? 0 : bytes / Size;
    }

    /// <summary>Gives each vCPU that will be made a ring. Before the first of them is made.</summary>
    /// <param name="vm">The VM.</param>
    /// <param name="entries">How many pages a ring holds: a power of two, from 256 to <see cref="MostEntries"/>. The kernel keeps some of them back: 64, and 512 more where the processor logs pages itself.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not such a number.</exception>
    /// <exception cref="InvalidOperationException">A vCPU was made already.</exception>
    /// <exception cref="NotSupportedException">This KVM has no rings.</exception>
    /// <exception cref="ObjectDisposedException">The VM was disposed.</exception>
    /// <exception cref="KernelException">EINVAL: the kernel keeps back more entries than that, it has rings already, or slots where there is a bitmap beside them.</exception>
    public static DirtyRingLog Open(KvmVm vm, int entries = 4096)
    {
        ArgumentNullException.ThrowIfNull(vm);
        KvmCapability capability = CapabilityOf(vm, out int most) ?? throw new NotSupportedException("This KVM has no dirty rings (KVM_CAP_DIRTY_LOG_RING).");
        if (entries < 4096 / Size || entries > most / Size || !BitOperations.IsPow2(entries))
            throw new ArgumentOutOfRangeException(nameof(entries), entries, $"A ring has a power of two of entries, from {4096 / Size} to {most / Size}.");
        vm.EnableDirtyRing(capability, entries * Size);
        bool hasBitmap = vm.CheckExtension(KvmCapability.DirtyLogRingWithBitmap) != 0;
        if (hasBitmap)
            vm.EnableCap(KvmCapability.DirtyLogRingWithBitmap);
        return new DirtyRingLog(vm, entries, hasBitmap);
    }

    /// <inheritdoc/>
    public override void Collect()
    {
        lock (Vm.Lock)
            Vm.CollectDirtyRingsUnsynchronized(this);
    }

    /// <summary>A page that a ring names. The VM's lock is held.</summary>
    internal void AddUnsynchronized(uint slot, ulong page)
    {
        // A slot that has gone meanwhile takes its pages with it.
        if (Vm.SlotUnsynchronized(slot) is { } present && page < present.PageCount)
            PagesOf(present)[(int)(page / 64)] |= 1UL << (int)(page % 64);
    }

    private protected override void HarvestUnsynchronized(KvmMemorySlot slot, Span<ulong> bitmap)
    {
        Vm.CollectDirtyRingsUnsynchronized(this);
        ulong[] pages = PagesOf(slot);
        if (HasBitmap)
        {
            Vm.GetDirtyLogUnsynchronized(slot, bitmap);
            DirtyBitmap.Or(bitmap, pages);
        }
        else
        {
            pages.CopyTo(bitmap);
        }

        Array.Clear(pages);
    }

    // The reset has done it.
    private protected override void ClearUnsynchronized(KvmMemorySlot slot, ReadOnlySpan<ulong> bitmap, int firstWord)
    {
    }

    private ulong[] PagesOf(KvmMemorySlot slot)
    {
        if (_pages.TryGetValue(slot.Number, out SlotPages pages) && pages.Slot == slot)
            return pages.Words;
        pages = new SlotPages(slot, new ulong[DirtyBitmap.WordsFor(slot.PageCount)]);
        _pages[slot.Number] = pages;
        return pages.Words;
    }

    private static unsafe int Size => sizeof(kvm_dirty_gfn);

    // ACQ_REL (Linux 6.1) says for every architecture what x86 does anyhow.
    private static KvmCapability? CapabilityOf(KvmVm vm, out int bytes)
    {
        KvmCapability capability = KvmCapability.DirtyLogRingAcqRel;
        bytes = vm.CheckExtension(capability);
        if (bytes == 0)
            bytes = vm.CheckExtension(capability = KvmCapability.DirtyLogRing);
        return bytes == 0 ? null : capability;
    }

    private readonly record struct SlotPages(KvmMemorySlot Slot, ulong[] Words);
}
