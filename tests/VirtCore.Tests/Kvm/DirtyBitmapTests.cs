using System.Numerics;
using CsCheck;
using VirtCore.Kvm;
using Xunit;

namespace VirtCore.Tests.Kvm;

public sealed class DirtyBitmapTests
{
    // Whole words stand for the extremes, which random ones never reach: each of the adders' digits full.
    private static readonly Gen<ulong[]> s_bitmaps = Gen.OneOf(Gen.ULong, Gen.Const(0UL), Gen.Const(ulong.MaxValue), Gen.Int[0, 63].Select(static bit => 1UL << bit)).Array[0, 700];

    [Fact]
    public void Count_is_the_sum_of_the_words() => s_bitmaps.Sample(static bitmap => Assert.Equal(bitmap.Sum(static word => (long)BitOperations.PopCount(word)), DirtyBitmap.Count(bitmap)));

    [Fact]
    public void Count_of_a_full_bitmap_is_all_of_it()
    {
        ulong[] bitmap = new ulong[1 << 18];
        Array.Fill(bitmap, ulong.MaxValue);
        Assert.Equal(1L << 24, DirtyBitmap.Count(bitmap));
    }

    [Fact]
    public void Or_sets_what_either_has() => s_bitmaps.Sample(static bitmap =>
    {
        ulong[] other = [.. bitmap.Select(static (word, i) => word * 0x9E3779B97F4A7C15 ^ (ulong)i)];
        ulong[] both = [.. bitmap];
        DirtyBitmap.Or(both, other);
        for (int i = 0; i < both.Length; i++)
            Assert.Equal(bitmap[i] | other[i], both[i]);
    });

    [Fact]
    public void Bitmaps_of_two_lengths_do_not_go_together() => Assert.Throws<ArgumentException>(static () => DirtyBitmap.Or(new ulong[2], new ulong[3]));

    [Theory]
    [InlineData(0UL, 0)]
    [InlineData(1UL, 1)]
    [InlineData(64UL, 1)]
    [InlineData(65UL, 2)]
    [InlineData(1UL << 24, 1 << 18)]
    public void A_bitmap_has_a_bit_for_each_page(ulong pages, int words) => Assert.Equal(words, DirtyBitmap.WordsFor(pages));

    [Fact]
    public void A_bitmap_of_too_many_pages_is_refused() => Assert.Throws<OverflowException>(static () => DirtyBitmap.WordsFor(ulong.MaxValue));
}
