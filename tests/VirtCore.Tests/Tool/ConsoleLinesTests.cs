using System.Text;
using VirtCore.Tool.Demo;
using Xunit;

namespace VirtCore.Tests.Tool;

public sealed class ConsoleLinesTests
{
    private readonly TickLog _ticks = new();
    private readonly ConsoleLines _lines;

    public ConsoleLinesTests() => _lines = new ConsoleLines(_ticks);

    [Fact]
    public void A_tick_that_two_QEMUs_wrote_a_part_of_each_is_one_tick_with_the_time_of_its_end()
    {
        Add("tick 1\r\nti", 10);
        Add("ck", 20);
        Add(" 2\r", 30);
        Add("\n", 40);
        Assert.Equal(2, _ticks.Count);
        Assert.Equal(new Tick(2, 40), _ticks.Last);
        Assert.Null(_ticks.Break);
    }

    [Theory]
    [InlineData("tick\n")]
    [InlineData("tick x\n")]
    [InlineData("tick -1\n")]
    [InlineData("tick 1 \n")]
    [InlineData("a tick 1\n")]
    public void What_is_not_quite_a_tick_is_none(string text)
    {
        Add(text, 1);
        Assert.Equal(0, _ticks.Count);
        Assert.Equal(text.TrimEnd('\n'), Assert.Single(_lines.LastWords));
    }

    [Fact]
    public void The_last_eight_other_lines_are_kept()
    {
        for (int i = 1; i <= 10; i++)
            Add($"line {i}\n\n", i);
        Assert.Equal(Enumerable.Range(3, 8).Select(static i => $"line {i}"), _lines.LastWords);
    }

    [Fact]
    public void A_line_without_an_end_takes_no_memory()
    {
        for (int i = 0; i < 100; i++)
            Add(new string('x', 4096), i);
        Add("\n", 100);
        Assert.Equal(512, Assert.Single(_lines.LastWords).Length);
    }

    private void Add(string text, long timestamp) => _lines.Add(Encoding.UTF8.GetBytes(text), timestamp);
}
