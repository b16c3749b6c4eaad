using Xunit;

namespace VirtCore.Tests.Domains;

public sealed class MemorySizeTests
{
    [Fact]
    public void Units_are_powers_of_1024()
    {
        Assert.Equal(1024, MemorySize.FromKibibytes(1).Bytes);
        Assert.Equal(1_048_576, MemorySize.FromMebibytes(1).Bytes);
        Assert.Equal(1_073_741_824, MemorySize.FromGibibytes(1).Bytes);
        Assert.Equal(1, new MemorySize(2_097_151).Mebibytes);
    }

    [Fact]
    public void More_than_fits_is_an_overflow_and_not_a_small_number()
    {
        Assert.Throws<OverflowException>(() => MemorySize.FromGibibytes(1L << 33));
        Assert.Throws<OverflowException>(() => MemorySize.FromMebibytes(long.MaxValue));
        Assert.Throws<OverflowException>(() => MemorySize.FromKibibytes(long.MinValue));
    }

    [Fact]
    public void Amounts_are_compared_by_size()
    {
        var small = MemorySize.FromMebibytes(1023);
        var large = MemorySize.FromGibibytes(1);
        Assert.True(small < large && large > small && small <= large && large >= small);
        Assert.Equal(MemorySize.FromMebibytes(1024), large);
        Assert.Equal(-1, Math.Sign(small.CompareTo(large)));
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(256L << 20, "256 MiB")]
    [InlineData(3L << 29, "1.5 GiB")]
    [InlineData(2L << 40, "2 TiB")]
    public void The_text_has_the_largest_unit_that_fits(long bytes, string text) => Assert.Equal(text, new MemorySize(bytes).ToString());
}
