using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;

namespace VirtCore.LiveTests.Kvm;

/// <summary>A guest writes known pages, and the log names just those: by bitmap and by ring.</summary>
public sealed class DirtyLogTests : LiveTest
{
    private const int RingEntries = 1024;

    public enum Kind
    {
        Bitmap,
        ManualBitmap,
        Ring,
    }

    public static TheoryData<Kind> Kinds => [Kind.Bitmap, Kind.ManualBitmap, Kind.Ring];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_log_names_the_pages_that_the_guest_wrote_and_no_other(Kind kind)
    {
        using WritingGuest guest = Open(kind, out DirtyLog log);
        guest.Slot.SetFlags(KvmMemoryFlags.LogDirtyPages);
        ulong[] bitmap = new ulong[DirtyLog.WordsFor(guest.Slot)];
        Assert.Empty(HarvestAndClear(log, guest.Slot, bitmap));

        guest.Write(5, 7, 8, 15, 63, 64, 100, 255);
        GuestPageRange[] expected = [new(5, 1), new(7, 2), new(15, 1), new(63, 2), new(100, 1), new(255, 1)];
        Assert.Equal(expected, HarvestAndClear(log, guest.Slot, bitmap));
        Assert.Empty(HarvestAndClear(log, guest.Slot, bitmap));

        // Pages that were told are told again when they are written again.
        guest.Write(7, 9);
        Assert.Equal([new(7, 1), new(9, 1)], HarvestAndClear(log, guest.Slot, bitmap));
        guest.Write(7);
        Assert.Equal([new(7, 1)], HarvestAndClear(log, guest.Slot, bitmap));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_harvest_allocates_nothing(Kind kind)
    {
        using WritingGuest guest = Open(kind, out DirtyLog log);
        guest.Slot.SetFlags(KvmMemoryFlags.LogDirtyPages);
        ulong[] bitmap = new ulong[DirtyLog.WordsFor(guest.Slot)];
        var ranges = new GuestPageRange[64];
        for (int round = 0; round < 20; round++)
        {
            guest.Write(3, 200, 201);
            long before = GC.GetAllocatedBytesForCurrentThread();
            log.Collect();
            log.Harvest(guest.Slot, bitmap);
            log.Clear(guest.Slot, bitmap);
            int count = new DirtyRanges(bitmap).Fill(ranges);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(2, count);
            if (round > 0)
                Assert.Equal(0, allocated);
        }
    }

    [Fact]
    public void With_manual_protection_pages_stay_dirty_until_they_are_cleared_by_parts()
    {
        using WritingGuest guest = Open(Kind.ManualBitmap, out DirtyLog log);
        guest.Slot.SetFlags(KvmMemoryFlags.LogDirtyPages);
        ulong[] bitmap = new ulong[DirtyLog.WordsFor(guest.Slot)];
        guest.Write(10, 70, 130, 255);
        for (int i = 0; i < 2; i++)
        {
            log.Harvest(guest.Slot, bitmap);
            Assert.Equal([new(10, 1), new(70, 1), new(130, 1), new(255, 1)], Ranges(bitmap));
        }

        log.Clear(guest.Slot, bitmap.AsSpan(1, 2), firstWord: 1);
        log.Harvest(guest.Slot, bitmap);
        Assert.Equal([new(10, 1), new(255, 1)], Ranges(bitmap));
        log.Clear(guest.Slot, bitmap.AsSpan(3), firstWord: 3);
        log.Harvest(guest.Slot, bitmap);
        Assert.Equal([new(10, 1)], Ranges(bitmap));
    }

    [Fact]
    public void A_log_can_begin_with_all_pages_dirty()
    {
        Requires.Kvm();
        using var guest = new WritingGuest();
        DirtyBitmapLog log = DirtyBitmapLog.Open(guest.Vm, initiallySet: true);
        if (!log.IsInitiallySet)
            Assert.Skip("this KVM lacks KVM_DIRTY_LOG_INITIALLY_SET");
        guest.Start();
        guest.Slot.SetFlags(KvmMemoryFlags.LogDirtyPages);
        ulong[] bitmap = new ulong[DirtyLog.WordsFor(guest.Slot)];
        Assert.Equal([new(0, WritingGuest.Pages)], HarvestAndClear(log, guest.Slot, bitmap));
        guest.Write(77);
        Assert.Equal([new(77, 1)], HarvestAndClear(log, guest.Slot, bitmap));
    }

    [Fact]
    public void A_full_ring_lets_the_guest_go_on_when_it_was_collected_and_nothing_is_lost()
    {
        Requires.Kvm();
        using var guest = new WritingGuest();
        if (DirtyRingLog.MostEntries(guest.Vm) == 0)
            Assert.Skip("this KVM lacks KVM_CAP_DIRTY_LOG_RING");
        DirtyRingLog log;
        try
        {
            log = DirtyRingLog.Open(guest.Vm, entries: 256);
        }
        catch (KernelException)
        {
            Assert.Skip("this KVM reserves more than 256 entries of a ring, and the guest writes no more pages");
            return;
        }

        guest.Start();
        guest.Slot.SetFlags(KvmMemoryFlags.LogDirtyPages);
        int full = guest.WriteAll(log.Collect);
        ulong[] bitmap = new ulong[DirtyLog.WordsFor(guest.Slot)];
        // Below them are the guest's own tables, in which a processor notes what it accessed.
        Assert.Equal([new(WritingGuest.FirstOfAll, WritingGuest.CountOfAll)], HarvestAndClear(log, guest.Slot, bitmap).Where(static range => range.FirstPage >= WritingGuest.FirstOfAll));
        // A KVM that emulates instructions looks at its ring now and then only.
        if (full == 0)
            Assert.Skip("this KVM let the guest write all its pages before it said that the ring is full");
    }

    [Fact]
    public void What_a_vcpu_wrote_before_it_was_disposed_is_told()
    {
        using WritingGuest guest = Open(Kind.Ring, out DirtyLog log);
        guest.Slot.SetFlags(KvmMemoryFlags.LogDirtyPages);
        guest.Write(6);
        guest.Vm.Vcpus[0].Dispose();
        ulong[] bitmap = new ulong[DirtyLog.WordsFor(guest.Slot)];
        Assert.Equal([new(6, 1)], HarvestAndClear(log, guest.Slot, bitmap));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Misuse_is_refused_and_what_has_gone_is_said(Kind kind)
    {
        using WritingGuest guest = Open(kind, out DirtyLog log);
        using WritingGuest other = Open(kind, out _);
        ulong[] bitmap = new ulong[DirtyLog.WordsFor(guest.Slot)];
        guest.Slot.SetFlags(KvmMemoryFlags.LogDirtyPages);
        Assert.Throws<ArgumentException>(() => log.Harvest(other.Slot, bitmap));
        Assert.Throws<ArgumentException>(() => log.Harvest(guest.Slot, bitmap.AsSpan(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => log.Clear(guest.Slot, bitmap, firstWord: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => log.Clear(guest.Slot, bitmap, firstWord: -1));
        Assert.Throws<InvalidOperationException>(() => DirtyRingLogOf(guest.Vm));
        guest.Slot.Remove();
        Assert.Throws<InvalidOperationException>(() => log.Harvest(guest.Slot, bitmap));
        Assert.Throws<InvalidOperationException>(() => log.Clear(guest.Slot, bitmap));
        guest.Vm.Dispose();
        Assert.Throws<ObjectDisposedException>(() => log.Harvest(guest.Slot, bitmap));
        Assert.Throws<ObjectDisposedException>(() => log.Clear(guest.Slot, bitmap));
    }

    // Where there are no rings the answer is the same: not now.
    private static DirtyRingLog DirtyRingLogOf(KvmVm vm) => DirtyRingLog.MostEntries(vm) == 0 ? throw new InvalidOperationException() : DirtyRingLog.Open(vm, RingEntries);

    private static WritingGuest Open(Kind kind, out DirtyLog log)
    {
        Requires.Kvm();
        var guest = new WritingGuest();
        try
        {
            if (kind == Kind.Ring && DirtyRingLog.MostEntries(guest.Vm) == 0)
                Assert.Skip("this KVM lacks KVM_CAP_DIRTY_LOG_RING");
            log = kind == Kind.Ring ? DirtyRingLog.Open(guest.Vm, RingEntries) : DirtyBitmapLog.Open(guest.Vm, manual: kind == Kind.ManualBitmap);
            if (kind == Kind.ManualBitmap && log is DirtyBitmapLog { IsManual: false })
                Assert.Skip("this KVM lacks KVM_CAP_MANUAL_DIRTY_LOG_PROTECT2");
            guest.Start();
            return guest;
        }
        catch
        {
            guest.Dispose();
            throw;
        }
    }

    private static List<GuestPageRange> HarvestAndClear(DirtyLog log, KvmMemorySlot slot, ulong[] bitmap)
    {
        bitmap.AsSpan().Fill(ulong.MaxValue);
        log.Harvest(slot, bitmap);
        log.Clear(slot, bitmap);
        return Ranges(bitmap);
    }

    private static List<GuestPageRange> Ranges(ulong[] bitmap)
    {
        List<GuestPageRange> ranges = [];
        foreach (GuestPageRange range in new DirtyRanges(bitmap))
            ranges.Add(range);
        return ranges;
    }
}
