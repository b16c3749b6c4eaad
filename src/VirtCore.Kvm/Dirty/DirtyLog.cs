namespace VirtCore.Kvm;

/// <summary>Which pages of a VM's memory were written: by a bitmap of the kernel's (<see cref="DirtyBitmapLog"/>) or by rings that vCPUs fill (<see cref="DirtyRingLog"/>).</summary>
/// <remarks>
/// <para>
/// The same for both: <see cref="KvmMemorySlot.SetFlags"/> with <see cref="KvmMemoryFlags.LogDirtyPages"/> begins the log of a slot. Then again and again: <see cref="Harvest"/> it, <see cref="Clear"/> a part,
/// and only after that copy the pages of the part, as <see cref="DirtyRanges"/> names them. A page that is written while it is copied is then in the next harvest.
/// A run that ends with <see cref="KvmExitReason.DirtyRingFull"/> goes on after <see cref="Collect"/>.
/// </para>
/// <para>Thread-safe. Nothing is allocated by a harvest, other than a ring's first of a slot. One log a VM: two would take each other's pages.</para>
/// </remarks>
public abstract class DirtyLog
{
    private protected DirtyLog(KvmVm vm) => Vm = vm;

    /// <summary>The VM.</summary>
    public KvmVm Vm { get; }

    /// <summary>How many words the bitmap of a slot has.</summary>
    public static int WordsFor(KvmMemorySlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        return DirtyBitmap.WordsFor(slot.PageCount);
    }

    /// <summary>Tells which pages of a slot were written since they were cleared, or since the log began.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="bitmap">The caller's buffer, of <see cref="WordsFor"/> words at least: page n of the slot is bit n mod 64 of word n / 64. What was in these words is overwritten.</param>
    /// <exception cref="ArgumentException">The slot is another VM's, or the buffer too small.</exception>
    /// <exception cref="InvalidOperationException">The slot was removed.</exception>
    /// <exception cref="ObjectDisposedException">The VM was disposed.</exception>
    /// <exception cref="KernelException">ENOENT: the slot is not logged.</exception>
    public void Harvest(KvmMemorySlot slot, Span<ulong> bitmap)
    {
        Check(slot);
        int words = WordsFor(slot);
        if (bitmap.Length < words)
            throw new ArgumentException($"The log of slot {slot.Number} has {words} words; the buffer has {bitmap.Length}.", nameof(bitmap));
        lock (Vm.Lock)
        {
            Vm.CheckPresentUnsynchronized(slot);
            HarvestUnsynchronized(slot, bitmap[..words]);
        }
    }

    /// <summary>Makes pages clean that a harvest has told, before they are copied: when they are written from here on, the next harvest tells them.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="bitmap">A part of what was harvested, or a copy: the pages that are set in it.</param>
    /// <param name="firstWord">Where in the slot's bitmap the part begins, in words.</param>
    /// <remarks>Logs that have cleared them with the harvest have nothing to do here. A part at a time keeps the vCPUs, which wait for it, from waiting long.</remarks>
    /// <exception cref="ArgumentException">The slot is another VM's.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The part goes beyond the slot's bitmap.</exception>
    /// <exception cref="InvalidOperationException">The slot was removed.</exception>
    /// <exception cref="ObjectDisposedException">The VM was disposed.</exception>
    /// <exception cref="KernelException">ENOENT: the slot is not logged.</exception>
    public void Clear(KvmMemorySlot slot, ReadOnlySpan<ulong> bitmap, int firstWord = 0)
    {
        Check(slot);
        ArgumentOutOfRangeException.ThrowIfNegative(firstWord);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bitmap.Length, WordsFor(slot) - firstWord, nameof(bitmap));
        lock (Vm.Lock)
        {
            Vm.CheckPresentUnsynchronized(slot);
            if (!bitmap.IsEmpty)
                ClearUnsynchronized(slot, bitmap, firstWord);
        }
    }

    /// <summary>Makes room for vCPUs to go on where rings are full: what is in them is kept here until it is harvested. A log without rings does nothing.</summary>
    /// <exception cref="ObjectDisposedException">The VM was disposed.</exception>
    public abstract void Collect();

    private protected abstract void HarvestUnsynchronized(KvmMemorySlot slot, Span<ulong> bitmap);

    private protected abstract void ClearUnsynchronized(KvmMemorySlot slot, ReadOnlySpan<ulong> bitmap, int firstWord);

    private void Check(KvmMemorySlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        if (slot.Vm != Vm)
            throw new ArgumentException($"Slot {slot.Number} is of another VM.", nameof(slot));
    }
}
