using System.Diagnostics;
using VirtCore.Tool.Demo;
using Xunit;

namespace VirtCore.Tests.Tool;

public sealed class TickLogTests
{
    private static readonly long s_ms = Stopwatch.Frequency / 1000;

    [Fact]
    public void A_guest_that_counts_on_has_no_break()
    {
        TickLog log = Log((1, 0), (2, 10), (3, 20));
        Assert.Null(log.Break);
        Assert.Equal(3, log.Count);
        Assert.Equal(3, log.Last?.Number);
    }

    [Theory]
    [InlineData(2, "after tick 2 came tick 2")]
    [InlineData(4, "after tick 2 came tick 4")]
    [InlineData(1, "after tick 2 came tick 1")]
    public void A_repetition_a_jump_and_a_step_back_are_breaks_and_the_first_is_kept(long next, string expected)
    {
        TickLog log = Log((1, 0), (2, 10), (next, 20), (77, 30));
        Assert.Equal(expected, log.Break);
    }

    [Fact]
    public void The_longest_gap_is_that_between_two_ticks_in_a_row() =>
        Assert.Equal(TimeSpan.FromMilliseconds(40), Log((1, 0), (2, 10), (3, 50), (4, 60)).LongestGap(0, 60 * s_ms));

    [Fact]
    public void A_gap_that_the_span_cuts_counts_whole()
    {
        TickLog log = Log((1, 0), (2, 100), (3, 110));
        Assert.Equal(TimeSpan.FromMilliseconds(100), log.LongestGap(90 * s_ms, 105 * s_ms));
        Assert.Equal(TimeSpan.FromMilliseconds(100), log.LongestGap(20 * s_ms, 30 * s_ms));
    }

    [Fact]
    public void A_gap_before_or_after_the_span_does_not_count()
    {
        TickLog log = Log((1, 0), (2, 500), (3, 510), (4, 520), (5, 900));
        Assert.Equal(TimeSpan.FromMilliseconds(10), log.LongestGap(505 * s_ms, 515 * s_ms));
    }

    [Fact]
    public void Fewer_than_two_ticks_have_no_gap()
    {
        Assert.Equal(TimeSpan.Zero, Log().LongestGap(0, long.MaxValue));
        Assert.Equal(TimeSpan.Zero, Log((1, 5)).LongestGap(0, long.MaxValue));
        Assert.Null(Log().Last);
    }

    private static TickLog Log(params ReadOnlySpan<(long Number, long Ms)> ticks)
    {
        var log = new TickLog();
        foreach ((long number, long ms) in ticks)
            log.Add(new Tick(number, ms * s_ms));
        return log;
    }
}
