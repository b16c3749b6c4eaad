using VirtCore.Bench;
using Xunit;

namespace VirtCore.Tests.Bench;

public sealed class BenchOptionsTests
{
    private static readonly string[] s_known = ["start", "migration"];

    [Fact]
    public void Options_and_names_come_in_any_order()
    {
        BenchOptions options = BenchOptions.Parse(["migration", "--runs", "7", "start", "--json"], s_known);

        Assert.True(options.Json);
        Assert.False(options.List);
        Assert.Equal(7, options.Runs);
        Assert.Equal(["migration", "start"], options.Names);
    }

    [Theory]
    [InlineData("There is no scenario \"stop\". There are: start, migration.", "stop")]
    [InlineData("There is no option \"--fast\".", "--fast")]
    [InlineData("--runs takes a number from 1, not \"0\".", "--runs", "0")]
    [InlineData("--runs takes a number from 1, not \"\".", "--runs")]
    public void What_makes_no_sense_is_named(string message, params string[] arguments) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => BenchOptions.Parse(arguments, s_known)).Message);
}
