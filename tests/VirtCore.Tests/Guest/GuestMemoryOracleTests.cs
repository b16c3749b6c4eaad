using CsCheck;
using VirtCore.TestGuests;
using Xunit;

namespace VirtCore.Tests.Guest;

public sealed class GuestMemoryOracleTests
{
    private const int PageCount = 64;

    [Fact]
    public void Every_state_that_the_guest_can_make_is_accepted()
    {
        // The guest itself, for a little more than a byte's worth of passes.
        byte[] pages = new byte[PageCount];
        Assert.Null(GuestMemoryOracle.FindFault(pages));
        for (int pass = 0; pass < 260; pass++)
        {
            for (int page = 0; page < PageCount; page++)
            {
                pages[page]++;
                Assert.Null(GuestMemoryOracle.FindFault(pages));
            }
        }
    }

    [Fact]
    public void One_wrong_page_is_found_wherever_it_is_unless_the_guest_could_have_made_it() =>
        Gen.Select(Gen.Byte, Gen.Int[0, PageCount], Gen.Int[0, PageCount - 1], Gen.Byte[1, 255]).Sample((value, step, wrong, difference) =>
        {
            byte[] pages = Good(value, step);
            pages[wrong] += difference;
            bool possible = Enumerable.Range(0, PageCount + 1).Any(other => pages.AsSpan().SequenceEqual(Good(pages[0], other)));
            Assert.Equal(possible, GuestMemoryOracle.FindFault(pages) is null);
        });

    [Theory]
    [InlineData(new byte[] { }, "there are no pages")]
    [InlineData(new byte[] { 5, 6 }, "page 1 has 6 after 5: only 4 can follow")] // a step up
    [InlineData(new byte[] { 5, 5, 3 }, "page 2 has 3 after 5: only 4 can follow")] // a lost pass
    [InlineData(new byte[] { 5, 4, 5 }, "page 2 has 5 though the step from 5 to 4 was at page 1")] // a late page
    [InlineData(new byte[] { 5, 4, 4, 3 }, "page 3 has 3 though the step from 5 to 4 was at page 1")] // an old page
    [InlineData(new byte[] { 0, 254 }, "page 1 has 254 after 0: only 255 can follow")]
    [InlineData(new byte[] { 255, 0 }, "page 1 has 0 after 255: only 254 can follow")] // a page that was never sent
    public void A_bad_range_is_named(byte[] pages, string fault) => Assert.Equal(fault, GuestMemoryOracle.FindFault(pages));

    [Theory]
    [InlineData(new byte[] { 7 })]
    [InlineData(new byte[] { 0, 255 })]
    [InlineData(new byte[] { 1, 0, 0 })]
    public void A_good_range_is_accepted(byte[] pages) => Assert.Null(GuestMemoryOracle.FindFault(pages));

    [Fact]
    public void A_dump_is_read_at_its_pages_and_must_be_whole()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [1, 9, 9, 9, 2, 9, 9, 9]);
            Assert.Equal<byte>([1, 2], GuestMemoryOracle.ReadDump(path, 4));
            Assert.Throws<InvalidDataException>(() => GuestMemoryOracle.ReadDump(path, 3));
            File.WriteAllBytes(path, []);
            Assert.Throws<InvalidDataException>(() => GuestMemoryOracle.ReadDump(path, 4));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static byte[] Good(byte value, int step) => [.. Enumerable.Range(0, PageCount).Select(page => (byte)(page < step ? value : value - 1))];
}
