using VirtCore.Kvm;
using VirtCore.Tests.Qmp;
using Xunit;

namespace VirtCore.Tests.Kvm;

[Collection(MeasuredAlone.Name)]
public sealed class DirtyAllocationTests
{
    [Fact]
    public void Walking_filling_counting_and_merging_allocate_nothing()
    {
        ulong[] bitmap = new ulong[1024];
        new Random(1).NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(bitmap.AsSpan()));
        ulong[] other = [.. bitmap];
        var buffer = new GuestPageRange[4096];
        long found = Work(bitmap, other, buffer);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            found -= Work(bitmap, other, buffer);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotEqual(0, found);
    }

    private static long Work(ReadOnlySpan<ulong> bitmap, Span<ulong> other, GuestPageRange[] buffer)
    {
        DirtyBitmap.Or(other, bitmap);
        long found = DirtyBitmap.Count(other);
        foreach (GuestPageRange range in new DirtyRanges(bitmap))
            found += (long)range.Count;
        var ranges = new DirtyRanges(bitmap);
        for (int count = ranges.Fill(buffer); count > 0; count = ranges.Fill(buffer))
            found += count;
        return found;
    }
}
