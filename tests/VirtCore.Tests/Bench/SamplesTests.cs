using VirtCore.Bench;
using Xunit;

namespace VirtCore.Tests.Bench;

public sealed class SamplesTests
{
    [Theory]
    [InlineData(new double[] { 7 }, 7)]
    [InlineData(new double[] { 3, 1, 2 }, 2)]
    [InlineData(new double[] { 4, 1, 3, 2 }, 2.5)]
    public void The_median_is_the_middle_of_the_sorted_values(double[] values, double median) =>
        Assert.Equal(median, new Samples(values).Median);

    [Fact]
    public void A_percentile_lies_between_its_neighbours()
    {
        Samples samples = new(Enumerable.Range(0, 101).Select(static value => (double)value).Reverse());

        Assert.Equal(95, samples.P95, precision: 9);
        Assert.Equal(0, samples.Percentile(0), precision: 9);
        Assert.Equal(99.5, samples.Percentile(99.5), precision: 9);
        Assert.Equal(100, samples.Maximum);
    }

    [Fact]
    public void No_samples_have_no_median() => Assert.Throws<InvalidOperationException>(static () => new Samples().Median);

    [Fact]
    public void A_ratio_is_that_of_the_pairs_and_not_of_the_medians()
    {
        PairedSamples pairs = new();
        pairs.Add(ours: 2, floor: 1);
        pairs.Add(ours: 30, floor: 10);
        pairs.Add(ours: 4, floor: 100);

        Assert.Equal(2, pairs.Ratio);
        Assert.Equal(1, pairs.Difference);
    }

    [Fact]
    public async Task Pairs_are_measured_in_turn_and_warm_ups_thrown_away()
    {
        List<char> order = [];

        Interleaved result = await Interleaved.MeasureAsync(
            figures: 1, warmUps: 1, pairs: 3, () => RunAsync('o', 3), () => RunAsync('f', 2), CancellationToken.None);

        Assert.Equal("fo" + "offoof", new string([.. order]));
        Assert.Equal(3, result.Figures[0].Count);
        Assert.Equal(1.5, result.Figures[0].Ratio);

        Task<Run> RunAsync(char who, double value)
        {
            order.Add(who);
            return Task.FromResult(new Run([value]));
        }
    }
}
