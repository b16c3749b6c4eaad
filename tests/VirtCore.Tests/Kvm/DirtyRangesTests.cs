using CsCheck;
using VirtCore.Kvm;
using Xunit;

namespace VirtCore.Tests.Kvm;

/// <summary>Ranges out of bitmaps, against a loop over the bits.</summary>
public sealed class DirtyRangesTests
{
    private const ulong FirstPage = 1000;

    // A pattern of 16 bits is stretched so that runs begin and end at every place that matters: within a word, at its borders, over several words, at the bitmap's ends.
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(16)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    public void Every_pattern_of_sixteen_is_walked_and_filled_as_a_naive_loop_does(int stretch)
    {
        ulong[] bitmap = new ulong[stretch / 4 + 2];
        for (int pattern = 0; pattern < 1 << 16; pattern += stretch < 63 ? 1 : 7)
        {
            Array.Clear(bitmap);
            for (int bit = 0; bit < 16 * stretch; bit++)
                bitmap[bit / 64] |= ((ulong)pattern >> (bit / stretch) & 1) << (bit % 64);
            int words = (16 * stretch + 63) / 64;
            Check(bitmap.AsSpan(0, words), 64);
        }
    }

    // The fast path needs some 64 words, and all the words of a block, its first and its last ones, have their turn at beginning and ending a run.
    [Fact]
    public void A_run_may_begin_and_end_at_every_bit_of_a_large_bitmap()
    {
        ulong[] bitmap = new ulong[200];
        for (int start = 0; start < bitmap.Length * 64; start += 13)
        {
            for (int end = start + 1; end <= bitmap.Length * 64; end += 1 + (end - start) * 3)
            {
                Array.Clear(bitmap);
                Set(bitmap, start, end);
                Check(bitmap, 512);
            }
        }
    }

    [Fact]
    public void Any_bitmap_gives_the_ranges_of_a_naive_loop_in_any_buffer_from_any_position()
    {
        // Runs of lengths from one bit to several blocks, so that all kinds of words and of stretches occur.
        Gen<int> length = Gen.OneOf(Gen.Int[1, 3], Gen.Int[1, 130], Gen.Int[1000, 20_000]);
        Gen.Select(Gen.Select(length, length).List[0, 300], Gen.Int[0, 900], Gen.Int[1, 1200]).Sample(input =>
        {
            ulong[] bitmap = new ulong[input.Item2];
            int at = 0;
            foreach ((int clean, int dirty) in input.Item1)
            {
                at += clean;
                if (at >= bitmap.Length * 64)
                    break;
                Set(bitmap, at, int.Min(at + dirty, bitmap.Length * 64));
                at += dirty;
            }

            Check(bitmap, input.Item3);
        });
    }

    [Fact]
    public void Random_words_give_the_ranges_of_a_naive_loop()
        => Gen.Select(Gen.ULong.Array[0, 400], Gen.Int[1, 20_000]).Sample(static input => Check(input.Item1, input.Item2));

    [Fact]
    public void A_walk_from_a_position_begins_there_even_within_a_run()
    {
        ulong[] bitmap = new ulong[100];
        Set(bitmap, 10, 6000);
        for (ulong position = 0; position <= 6400; position++)
        {
            var ranges = new DirtyRanges(bitmap, FirstPage, position);
            GuestPageRange expected = new(FirstPage + ulong.Max(position, 10), 6000 - ulong.Max(position, 10));
            var buffer = new GuestPageRange[100];
            Assert.Equal(position < 6000 ? 1 : 0, ranges.Fill(buffer));
            if (position < 6000)
                Assert.Equal(expected, buffer[0]);
            Assert.Equal(6400UL, ranges.Position);
        }
    }

    [Fact]
    public void Walking_and_filling_go_on_where_the_other_has_stopped()
    {
        ulong[] bitmap = new ulong[300];
        bitmap.AsSpan().Fill(0x5555_5555_5555_5555);
        var ranges = new DirtyRanges(bitmap);
        var buffer = new GuestPageRange[777];
        for (ulong page = 0; page < 300 * 64;)
        {
            Assert.True(ranges.MoveNext());
            Assert.Equal(new GuestPageRange(page, 1), ranges.Current);
            page += 2;
            int filled = ranges.Fill(buffer);
            for (int i = 0; i < filled; i++, page += 2)
                Assert.Equal(new GuestPageRange(page, 1), buffer[i]);
        }

        Assert.False(ranges.MoveNext());
    }

    [Fact]
    public void An_empty_bitmap_and_an_empty_buffer_give_nothing()
    {
        var none = new DirtyRanges([]);
        Assert.False(none.MoveNext());
        Assert.Equal(0, none.Fill(new GuestPageRange[100]));
        var some = new DirtyRanges([1, 2]);
        Assert.Equal(0, some.Fill([]));
        Assert.Equal(0UL, some.Position);
    }

    [Fact]
    public void The_last_page_of_all_can_be_named()
    {
        var ranges = new DirtyRanges([1UL << 63], ulong.MaxValue - 64);
        Assert.True(ranges.MoveNext());
        Assert.Equal(new GuestPageRange(ulong.MaxValue - 1, 1), ranges.Current);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new DirtyRanges([0], ulong.MaxValue - 63).Position);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new DirtyRanges([0], 0, 65).Position);
    }

    private static void Set(Span<ulong> bitmap, int start, int end)
    {
        for (int bit = start; bit < end; bit++)
            bitmap[bit / 64] |= 1UL << (bit % 64);
    }

    private static void Check(ReadOnlySpan<ulong> bitmap, int bufferLength)
    {
        List<GuestPageRange> expected = Naive(bitmap);
        int walked = 0;
        foreach (GuestPageRange range in new DirtyRanges(bitmap, FirstPage))
            Assert.True(walked < expected.Count && range == expected[walked++]);
        Assert.Equal(expected.Count, walked);

        var buffer = new GuestPageRange[bufferLength];
        var ranges = new DirtyRanges(bitmap, FirstPage);
        int filled = 0, count;
        do
        {
            count = ranges.Fill(buffer);
            for (int i = 0; i < count; i++)
                Assert.True(filled < expected.Count && buffer[i] == expected[filled++]);
        }
        while (count == buffer.Length);

        Assert.Equal(expected.Count, filled);
        Assert.Equal((ulong)bitmap.Length * 64, ranges.Position);
    }

    private static List<GuestPageRange> Naive(ReadOnlySpan<ulong> bitmap)
    {
        var ranges = new List<GuestPageRange>();
        long start = -1;
        for (int bit = 0; bit <= bitmap.Length * 64; bit++)
        {
            bool set = bit < bitmap.Length * 64 && (bitmap[bit / 64] >> (bit % 64) & 1) != 0;
            if (set && start < 0)
                start = bit;
            if (!set && start >= 0)
            {
                ranges.Add(new GuestPageRange(FirstPage + (ulong)start, (ulong)(bit - start)));
                start = -1;
            }
        }

        return ranges;
    }
}
