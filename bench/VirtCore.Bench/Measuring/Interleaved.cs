namespace VirtCore.Bench;

/// <summary>Runs ours and the floor in turn.</summary>
internal sealed class Interleaved
{
    private Interleaved(int figures) => Figures = [.. Enumerable.Range(0, figures).Select(static _ => new PairedSamples())];

    /// <summary>The pairs of each of the scenario's figures.</summary>
    public IReadOnlyList<PairedSamples> Figures { get; }

    public Samples AllocatedBytes { get; } = new();

    /// <summary>Measures pairs. Which side goes first changes with every pair; those that warm up are thrown away.</summary>
    public static async Task<Interleaved> MeasureAsync(
        int figures, int warmUps, int pairs, Func<Task<Run>> ours, Func<Task<Run>> floor, CancellationToken cancellationToken)
    {
        Interleaved result = new(figures);
        for (int i = -warmUps; i < pairs; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool oursFirst = i % 2 == 0;
            Run first = await (oursFirst ? ours : floor)();
            cancellationToken.ThrowIfCancellationRequested();
            Run second = await (oursFirst ? floor : ours)();
            if (i >= 0)
                result.Add(oursFirst ? first : second, oursFirst ? second : first);
        }

        return result;
    }

    private void Add(Run ours, Run floor)
    {
        for (int i = 0; i < Figures.Count; i++)
            Figures[i].Add(ours.Values[i], floor.Values[i]);
        AllocatedBytes.Add(ours.AllocatedBytes);
    }
}
